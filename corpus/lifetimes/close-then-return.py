# What a generator holds dies inside the call that closes it.
class C:
    def __del__(self):
        pass
def gen(node):
    yield
stream = gen(C())
next(stream)
stream.close()
