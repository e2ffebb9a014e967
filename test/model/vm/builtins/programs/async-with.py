class CM:
    async def __aenter__(self): print('enter'); return 1
    async def __aexit__(self, *a): print('exit', a[0]); return True
async def f():
    async with CM() as v:
        print(v)
        raise ValueError
    print('after')
try: f().send(None)
except StopIteration: pass
