class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return r
async def m():
    r = await Aw(3)
    print('r', r)
    try:
        await Aw(4)
    except ValueError as e: print('ve', e)
    return 'done'
c = m()
print(c.send(None), c.send('hello'))
try: c.throw(ValueError('bad'))
except StopIteration as e: print(e.value)
c = m(); c.send(None); c.close(); print('closed')
