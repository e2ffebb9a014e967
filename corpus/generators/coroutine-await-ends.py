# What `__await__` of a coroutine gives leaves a StopIteration with what the coroutine returned, unless that is None.
async def returns(value):
    return value

class Awaits:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield from returns(self.value).__await__())

async def main():
    print(await Awaits("x"), await Awaits(None))

try:
    main().send(None)
except StopIteration:
    pass
try:
    next(returns(3).__await__())
except StopIteration as stop:
    print(stop.value)
