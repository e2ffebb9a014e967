# The awaitables of an async generator: close() throws GeneratorExit into it from 3.13 on, throw() closes what it awaits, send() tells its item.
class Pause:
    def __await__(self):
        yield 'pause'


async def numbers():
    try:
        for i in range(3):
            await Pause()
            yield i
    finally:
        print('finally')


def drive(awaitable):
    try:
        return awaitable.send(None)
    except (StopIteration, StopAsyncIteration, RuntimeError) as e:
        return type(e).__name__, e.args


g = numbers()
step = g.asend(None)
print(drive(step), drive(step), drive(step))
step = g.__anext__()
print(drive(step))
step.close()
print(drive(step), drive(g.asend(None)))
g = numbers()
step = g.asend(None)
step.close()
step = g.asend(None)
try:
    step.throw(ValueError('x'))
except ValueError as e:
    print('thrown', e)
print(drive(g.asend(None)))
