async def a():
    print('a'); return 5
async def b():
    x = await a()
    print('x', x)
    return x + 1
c = b()
try: c.send(None)
except StopIteration as e: print('ret', e.value)
try: c.send(None)
except RuntimeError as e: print(e)
