import itertools
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def make(n, k):
    for i in range(n):
        print('make', k, i)
        yield D((k, i))
for k, g in itertools.groupby(make(3, 's'), lambda d: d.n[1] // 2):
    k = None
    print('body')
    g = None
for x in itertools.islice(make(4, 's'), 1, 3):
    x = None
    print('body')
for x in itertools.dropwhile(lambda d: d.n[1] < 2, make(4, 's')):
    x = None
    print('body')
for x in itertools.filterfalse(lambda d: d.n[1] < 2, make(4, 's')):
    x = None
    print('body')
for x in filter(lambda d: d.n[1] < 2, make(4, 's')):
    x = None
    print('body')
for x in itertools.compress(make(4, 's'), [1, 0, 1, 0]):
    x = None
    print('body')
