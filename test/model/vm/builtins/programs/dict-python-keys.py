class K:
    def __init__(self, v): self.v = v
    def __hash__(self): print('hash', self.v); return 1
    def __eq__(self, o): print('eq', self.v, getattr(o,'v',o)); return self.v == o.v
d = {K(1): 'a', K(2): 'b'}
print(d[K(2)], K(3) in d, d.get(K(1)), len(d))
d[K(1)] = 'z'
del d[K(2)]
print(len(d), list(d.values()))
try: d[K(9)]
except KeyError as e: print('KeyError')
print(d == {K(1): 'z'})
