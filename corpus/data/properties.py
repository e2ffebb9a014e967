# property: whose doc it has, what its copies keep, and subclasses of it.
class C:
    foo = property(doc='hello')
    @foo.getter
    def foo(self):
        "getter doc"
        return self._foo
    @foo.setter
    def foo(self, value): self._foo = abs(value)
    @foo.deleter
    def foo(self): del self._foo
c = C()
print(C.foo.__doc__, hasattr(c, 'foo'))
c.foo = -42
print(c.foo); del c.foo
class D(C):
    @C.foo.deleter
    def foo(self):
        try: del self._foo
        except AttributeError: print('none')
d = D(); d.foo = 24; del d.foo; del d.foo
class E:
    @property
    def bar(self):
        "one"
        return 1
    @bar.getter
    def bar(self):
        "two"
        return 2
    baz = bar.getter(None)
    @property
    def nodoc(self): return 1
    two = nodoc.getter(bar.fget)
    fix = property(None, None, None, 'fixed').setter(lambda s, v: None)
print(E.bar.__doc__, E.baz.__doc__, E.nodoc.__doc__, E.two.__doc__, E.fix.__doc__, E.fix.fget, E.fix.fset.__name__)
class P(property): pass
class PS(property): __slots__ = ()
class PD(property):
    "class doc"
    def __init__(self, *a, **k): print('init', len(a), sorted(k)); super().__init__(*a, **k)
    def __get__(self, obj, cls=None): print('get', obj is None); return super().__get__(obj, cls)
    def __set__(self, obj, v): print('set'); super().__set__(obj, v)
    def __delete__(self, obj): print('delete'); super().__delete__(obj)
    def __set_name__(self, owner, name): print('name', name); super().__set_name__(owner, name)
def getter(self):
    "doc of getter"
    return 7
for cls in (property, P, PS, PD):
    for args, kw in (((), {}), ((getter,), {}), ((lambda s: 1,), {}), ((getter,), {'doc': 'own'}), ((), {'doc': 'own'})):
        try:
            p = cls(*args, **kw); print(cls.__name__, p.__doc__, getattr(p, '__dict__', None))
            print(p.setter(lambda s, v: None).__doc__, p.getter(getter).__doc__, p.deleter(None).fdel)
        except AttributeError as e:
            print(cls.__name__, e)
class F:
    @PD
    def x(self): return 1
    @x.setter
    def x(self, v): pass
f = F(); f.x; f.x = 1
for act in ('del f.x', 'F.x.__get__(None)', 'F.x.__get__(f)'):
    try: exec(act)
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
class Doc:
    @property
    def __doc__(self): print('asked'); return 'dynamic'
    def __call__(self, obj): return 5
class Bad:
    @property
    def __doc__(self): raise KeyError('x')
    def __call__(self, obj): return 5
print(property(Doc()).__doc__)
try: property(Bad())
except KeyError as e: print('KeyError', e)
raw = C.__dict__['foo']
for n in ('fget', 'fset', 'fdel'):
    try: setattr(raw, n, 42)
    except AttributeError as e: print(e)
raw.__doc__ = 42
print(raw.__doc__)
del raw.__doc__
print(raw.__doc__)
class Ro:
    @property
    def x(self): return 1
    y = property(); z = property(None, lambda s, v: None)
r = Ro()
for act in ('r.x = 1', 'del r.x', 'r.y', 'r.y = 1', 'del r.z', 'r.z', 'property().__get__(r)'):
    try: exec(act)
    except AttributeError as e: print(e)
try: property(1, 2, 3, 4, 5)
except TypeError as e: print(e)
