# close() before the first step: the arguments die with the frame, which 3.15 drops at once and older versions with the generator.
class Noted:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def generator(noted):
    yield noted


async def coroutine(noted):
    return noted


async def items(noted):
    yield noted


made = generator(Noted("generator"))
made.close()
print("closed", made.gi_frame is None)
made.close()
try:
    next(made)
except StopIteration:
    print("over")
made = coroutine(Noted("coroutine"))
made.close()
print("closed", made.cr_frame is None)
made = items(Noted("items")).aclose()
try:
    made.send(None)
except StopIteration:
    print("closed")
del made
made = generator(Noted("thrown"))
try:
    made.throw(KeyError)
except KeyError:
    print("thrown", made.gi_frame is None)
del made
