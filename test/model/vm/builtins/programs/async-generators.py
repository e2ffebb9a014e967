async def ag():
    for i in range(3):
        yield i
async def use():
    async for x in ag(): print('item', x)
    print([y async for y in ag()])
    g = ag()
    print(await g.__anext__(), await g.asend(None))
    await g.aclose()
    try: await g.__anext__()
    except StopAsyncIteration: print('end')
c = use()
try: c.send(None)
except StopIteration as e: print('over')
