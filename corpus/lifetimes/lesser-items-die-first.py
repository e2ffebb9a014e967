import itertools
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def make(n, k):
    for i in range(n):
        print('make', k, i)
        yield D((k, i))
print(max(make(3, 'm'), key=lambda d: d.n[1]).n)
print(min(make(3, 'm'), key=lambda d: d.n[1]).n)
