import functools
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def make(n, k='x'):
    for i in range(n):
        print('make', k, i)
        yield D((k, i))
r = functools.reduce(lambda a, b: D('r'), make(3))
print('reduced'); del r
