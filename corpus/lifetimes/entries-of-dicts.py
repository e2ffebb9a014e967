class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def make(n, k='x'):
    for i in range(n):
        print('make', k, i)
        yield D((k, i)), D((k, i, 'v'))
d = dict(make(2)); print('dict'); del d
d = {k: v for k, v in make(2)}
del d
print('z')
d = dict(zip(make(2), make(2, 'y')))
del d
