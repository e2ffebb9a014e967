class M(type):
    def __new__(m, name, bases, ns, **kw):
        print('new', name, kw); return super().__new__(m, name, bases, ns)
    def __call__(cls, *a): print('call'); return super().__call__(*a)
    def __instancecheck__(cls, o): print('ic'); return True
class C(metaclass=M, k=1):
    def __init__(self, x=0): print('init', x)
    def __init_subclass__(cls, **k): print('isub', cls.__name__, k)
    def __set_name__(self, o, n): pass
c = C(5); print(isinstance(3, C), type(c) is C)
class C2(C, z=2): pass
class Desc:
    def __set_name__(self, owner, name): print('set_name', owner.__name__, name); self.n = name
    def __get__(self, o, t=None): print('get', o is None); return 7
    def __set__(self, o, v): print('set', v)
class U:
    d = Desc()
u = U(); print(u.d, U.d); u.d = 3
