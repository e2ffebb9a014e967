class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def __add__(self, o): print('add'); return D((self.n, 'a'))
    def __radd__(self, o): print('radd', self.n, o); return D((self.n, 'r'))
def make(n, k='x'):
    for i in range(n):
        print('make', k, i)
        yield D((k, i))
r = sum(make(3), D(0)); print('summed'); del r
r = sum(make(3)); print('summed'); del r
r = sum([D(1), D(2)]); print('summed'); del r
r = sum([D(1), D(2)], D(3)); print('summed'); del r
