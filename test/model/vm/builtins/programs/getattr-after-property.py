class P:
    @property
    def x(self): raise AttributeError('inner')
    def __getattr__(self, n):
        print('getattr', n)
        return 42
p = P(); print(p.x, p.y, hasattr(p,'z'), getattr(p,'q',1))
