# Ways into a Python frame: `into` at each marked line must enter one.
def negated(x):
    return -x


def numbers():
    try:
        yield 1
    except KeyError:
        yield 2
    yield 3


class Meta(type):
    def __call__(cls):
        return 1


class Made(metaclass=Meta):
    pass


class Thing:
    @property
    def size(self):
        return 1

    def __add__(self, other):
        return 2

    def __getitem__(self, i):
        return 0

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return True

    def __del__(self):
        self.x = 1

    def __await__(self):
        return iter(())


async def main(thing):
    await thing  # into: __await__
    return 1


thing = Thing()
negated(1)  # into: call
sorted([2, 1], key=negated)  # into: sorted key
it = numbers()
next(it)
for n in it:  # into: resumption by for
    break
it = numbers()
next(it)
it.throw(KeyError)  # into: throw
thing.size  # into: property
thing + 1  # into: __add__
thing[0]  # into: __getitem__
with thing:
    1 / 0  # into 2: __exit__
Made()  # into: metaclass __call__
try:
    main(thing).send(None)
except StopIteration:
    pass
del thing  # into: __del__
