class G:
    def __getattribute__(self, n):
        print('ga', n)
        return object.__getattribute__(self, n)
    def __setattr__(self, n, v):
        print('sa', n); super().__setattr__(n, v)
    def __delattr__(self, n):
        print('da', n); object.__delattr__(self, n)
g = G(); g.a = 1; print(g.a); del g.a
try: g.a
except AttributeError as e: print(e)
print(getattr(g, 'b', 2), hasattr(g, 'c'))
setattr(g, 'z', 5); delattr(g, 'z')
