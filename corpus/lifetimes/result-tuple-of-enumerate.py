class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def make(n):
    for i in range(n):
        yield D(i)
for i, d in enumerate(make(3)):
    print('body', i)
    d = None
    print('after', i)
print('end')
for pair in enumerate(make(4)):
    print('body', pair[0])
print('end2')
pair = None
print('end3')
it = enumerate(make(3))
a, b = next(it)
b = None
print('one')
t = next(it)
print('two')
u = next(it)
print('three')
t = u = None
print('four')
it = None
print('five')
