import itertools
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def make(n, k):
    for i in range(n):
        print('make', k, i)
        yield D((k, i))
for a, b in itertools.pairwise(make(4, 'a')):
    a = b = None
    print('body')
print('end')
it = itertools.zip_longest(make(2, 'c'), make(3, 'd'))
for a, b in it:
    a = b = None
    print('body')
print('end')
it = None
print('gone')
for t in itertools.zip_longest(make(2, 'c'), make(3, 'd')):
    print('body')
del t
for a, b in itertools.product(make(2, 'p'), make(2, 'q')):
    a = b = None
    print('body')
for a, b in itertools.combinations(make(3, 'r'), 2):
    a = b = None
    print('body')
for k, g in itertools.groupby(make(3, 's'), lambda d: d.n[1] // 2):
    k = None
    print('body')
    g = None
