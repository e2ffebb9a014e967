async def ag():
    try:
        x = yield 1
        print('x', x)
        yield 2
    except KeyError as e:
        print('key', e)
        yield 'k'
    finally: print('fin')
async def use():
    g = ag()
    print(await g.asend(None))
    print(await g.asend('v'))
    print(await g.athrow(KeyError('q')))
    await g.aclose()
c = use()
try: c.send(None)
except StopIteration: pass
