def g():
    try:
        x = yield 1
        print(x)
        yield 2
    except ValueError as e:
        print('caught', e)
        yield 'after'
    finally:
        print('fin')
it = g()
print(next(it), it.throw(ValueError('boo')))
it.close()
it = g(); next(it); it.close()
it = g(); it.close()
it = g()
try: it.send(1)
except TypeError as e: print(e)
print(it.gi_frame is None, it.gi_running)
try: it.throw(KeyError)
except KeyError as e: print('K', e)
