class A:
    pass
a = A(); a.x = 1
r = a.__reduce_ex__(2)
print(r[2] is a.__dict__, a.__getstate__() is a.__dict__)
class B:
    __slots__ = ('y', 'z', '__dict__')
    def __getattr__(self, name):
        print('getattr', name)
        if name == 'z': return 5
        raise AttributeError(name)
b = B(); b.y = 1; b.q = 2
print(b.__reduce_ex__(2)[2], b.__getstate__()[0] is b.__dict__)
class C:
    __slots__ = ('y',)
    @property
    def w(self): return 3
c = C()
C.__slotnames__ = ['w', 'y']
print(c.__reduce_ex__(2))
C.__slotnames__ = None
try: print(c.__reduce_ex__(2))
except TypeError as e: print(e)
C.__slotnames__ = 3
try: print(c.__reduce_ex__(2))
except TypeError as e: print(e)
class D(C):
    @property
    def y(self): raise ValueError('no')
try: print(D().__getstate__())
except (ValueError, TypeError) as e: print(e)
e = ValueError(1); e.q = 1
print(e.__reduce__()[2] is e.__dict__)
class S(set): pass
s = S(); s.t = 1
print(s.__reduce__()[2] is s.__dict__)
class E(B):
    __slots__ = ('y',)
e = E(); e.y = 1
B.y.__set__(e, 2)
print(e.__getstate__())
