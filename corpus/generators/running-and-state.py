# An async generator runs while one of its items is awaited; since 3.15 a generator names its state.
class Wait:
    def __await__(self):
        yield 'waits'


async def items():
    await Wait()
    yield 1


def plain():
    print(getattr(own, 'gi_state', None), own.gi_running)
    yield


made = items()
print(made.ag_running, getattr(made, 'ag_state', None))
item = made.asend(None)
print(item.send(None), made.ag_running, getattr(made, 'ag_state', None))
try:
    item.send(None)
except StopIteration as end:
    print(end.value, made.ag_running)
own = plain()
print(getattr(own, 'gi_state', None))
next(own)
own.close()
print(getattr(own, 'gi_state', None), hasattr(plain, 'gi_state'))
