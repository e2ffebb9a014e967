# What fails inside async for, not in its body: 3.14 tells the loop's end before it raises again; __await__ that gives no iterator is a cause.
class Items:
    def __init__(self, item):
        self.item = item

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.item


class Gives:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        return self.what


async def nothing():
    pass


async def loop(item):
    async for x in Items(item):
        print('never')


async def wait(item):
    await Gives(item)


coroutine = nothing()
for run in (loop(4), loop(Gives(5)), wait(6), wait(coroutine)):
    try:
        run.send(None)
    except TypeError as e:
        print(e, '|', e.__cause__)
coroutine.close()
try:
    wait(coroutine).send(None)
except TypeError as e:
    print(e)


async def again():
    await coroutine


try:
    again().send(None)
except RuntimeError as e:
    print(e)
