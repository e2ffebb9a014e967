def inner():
    try:
        r = yield 1
        print('r', r)
    except ValueError:
        yield 'inner handled'
    return 'ret'
def outer():
    v = yield from inner()
    print('v', v)
    yield v
o = outer()
print(next(o), o.send('s'))
o = outer(); print(next(o), o.throw(ValueError))
print(next(o))
o = outer(); next(o)
try: o.throw(KeyError('k'))
except KeyError as e: print(e)
o = outer(); next(o); o.close()
