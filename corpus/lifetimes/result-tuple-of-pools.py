import itertools
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def make(n, k):
    for i in range(n):
        print('make', k, i)
        yield D((k, i))
for a, b in itertools.product(make(2, 'p'), make(2, 'q')):
    a = b = None
    print('body')
for a, b in itertools.combinations(make(3, 'r'), 2):
    a = b = None
    print('body')
for a, b in itertools.permutations(make(3, 'r'), 2):
    a = b = None
    print('body')
