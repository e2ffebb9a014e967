# super as a class attribute, of a subclass, and of objects that say another class: `__class__` is asked before C_RETURN of super is told.
class A:
    def meth(self, a): return 'A(%r)' % a
class C(A):
    def meth(self, a): return 'C(%r)' % a + self.__super.meth(a)
C._C__super = super(C)
print(C().meth(3), type(C._C__super), C._C__super)
class mysuper(super):
    def __init__(self, *args):
        print('init', len(args))
        return super(mysuper, self).__init__(*args)
class E(C):
    def meth(self, a): return 'E(%r)' % a + mysuper(E, self).meth(a)
print(E().meth(5))
class F(E):
    def meth(self, a):
        s = self.__super
        return 'F(%r)[%s]' % (a, s.__class__.__name__) + s.meth(a)
F._F__super = mysuper(F)
print(F().meth(6))
for f in (lambda: super(E, 42), lambda: super(E, C()), lambda: super(E).__get__(12), lambda: super(E).__get__(C()),
          lambda: super(1), lambda: super(E, E(), 3), lambda: super(E, kw=1), lambda: mysuper(1), lambda: mysuper(None), lambda: super(None),
          lambda: mysuper(E, 1, 2), lambda: super(E, E).meth(E(), 2), lambda: super(E).__get__(E()).meth(1), lambda: super(E).meth,
          lambda: super(E).__get__(None, E), lambda: super(E, E()).__get__(E()), lambda: super(E).__get__(None, None)):
    try:
        print(f())
    except (TypeError, AttributeError, RuntimeError) as e:
        print(type(e).__name__, e)
class Proxy:
    def __init__(self, obj): self.__obj = obj
    def __getattribute__(self, name):
        if name.startswith('_Proxy__'): return object.__getattribute__(self, name)
        print('asked', name)
        return getattr(self.__obj, name)
class B:
    def f(self): return 'B.f'
    @classmethod
    def g(cls): return cls.__name__
class D(B):
    def f(self): return super(D, self).f() + '->D.f'
    def h(self): return super().f() + super().g()
    def i(self):
        try:
            return super(D, self).nothing
        except AttributeError as e:
            return str(e)
p = Proxy(D())
print(D.f(p)); print(D.h(p)); print(D.i(p))
class Odd:
    @property
    def __class__(self): raise KeyError('no class')
class Odder:
    @property
    def __class__(self): raise AttributeError('no class')
class Three:
    @property
    def __class__(self): return 3
class Fake:
    __class__ = D
for o in (Odd(), Odder(), Three(), Fake()):
    try:
        print(D.f(o))
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(super(D, o).f())
    except Exception as e:
        print(type(e).__name__, e)
class Base:
    p = property(lambda self: 'foo')
class Sub(Base):
    @classmethod
    def test(klass): return super(Sub, klass).p
print(Sub.test() is Base.p)
