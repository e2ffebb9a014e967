class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
d = {1: D(1), 2: D(2), 3: D(3)}
for k, v in d.items():
    v = None
    d[k] = k
    print('body', k)
print('end')
d = {1: D(1), 2: D(2), 3: D(3)}
it = reversed(d.items())
for k, v in it:
    v = None
    d[k] = k
    print('body', k)
print('end')
it = None
print('gone')
