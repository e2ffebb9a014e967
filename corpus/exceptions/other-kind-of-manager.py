# A manager of the other kind of with is told so, once, since 3.14.
class Plain:
    def __enter__(self): pass
    def __exit__(self, *a): pass
class Asynchronous:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
async def f():
    async with Plain(): pass
def g():
    with Asynchronous(): pass
for run in lambda: f().send(None), g:
    try: run()
    except TypeError as e: print(e)
