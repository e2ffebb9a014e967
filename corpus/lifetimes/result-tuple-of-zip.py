class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def make(n, k):
    for i in range(n):
        print('make', k, i)
        yield D((k, i))
for a, b in zip(make(3, 'a'), make(2, 'b')):
    a = b = None
    print('body')
print('end')
it = zip(make(2, 'c'), make(3, 'd'))
for a, b in it:
    a = b = None
    print('body')
print('end')
it = None
print('gone')
try:
    for a, b in zip(make(2, 'e'), make(3, 'f'), strict=True):
        a = b = None
        print('body')
except ValueError as e:
    print(e)
print('end')
x = list(zip(make(2, 'g'), make(2, 'h')))
print(len(x))
x = None
