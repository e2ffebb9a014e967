# yield from an iterator of Python code: until 3.14 RAISE is told of the StopIteration that ends it, from 3.15 it is taken without.
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 1: raise StopIteration('value')
        return self.n


def d():
    r = yield from It()
    print(r)


for x in d(): print(x)
