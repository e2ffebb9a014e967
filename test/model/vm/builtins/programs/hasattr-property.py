class Q:
    @property
    def x(self): raise ValueError('v')
try: hasattr(Q(), 'x')
except ValueError as e: print(e)
class R:
    @property
    def x(self): raise AttributeError('v')
print(hasattr(R(), 'x'), getattr(R(),'x',3))
