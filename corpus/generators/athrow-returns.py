# An async generator that returns where something was thrown into it ends with StopAsyncIteration.
async def numbers():
    try:
        yield 1
    except KeyError:
        return
async def main():
    g = numbers()
    print(await anext(g))
    try:
        print(await g.athrow(KeyError))
    except StopAsyncIteration:
        print('over')
    g = numbers()
    await anext(g)
    print(await g.aclose())
try: main().send(None)
except StopIteration: pass
