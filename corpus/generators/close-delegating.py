# Closing a generator that delegates to what is no generator.
def gen():
    yield from reversed(range(1))
stream = gen()
next(stream)
stream.close()
