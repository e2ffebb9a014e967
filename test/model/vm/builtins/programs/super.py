class Base:
    def __init__(self): print('Base')
    def hi(self): return 'base'
    @classmethod
    def mk(cls): return cls.__name__
class L(Base):
    def __init__(self): print('L'); super().__init__()
    def hi(self): return 'L' + super().hi()
class R(Base):
    def __init__(self): print('R'); super().__init__()
    def hi(self): return 'R' + super().hi()
class D(L, R):
    def __init__(self): print('D'); super().__init__()
    def hi(self): return 'D' + super(D, self).hi()
    @classmethod
    def mk(cls): return 'D' + super().mk()
d = D(); print(d.hi(), D.mk(), [c.__name__ for c in D.__mro__])
try: super(D, d).nope
except AttributeError as e: print(e)
