# The special attributes of classes are set through the descriptors of type, which refuse builtin types; `__abstractmethods__` and `__doc__`.
class X:
    """elephant"""
class M(type): pass
X.__doc__ = 'banana'
print(X.__doc__)
T = type.__dict__
for name in ('__name__', '__qualname__', '__bases__', '__module__', '__doc__', '__annotations__', '__type_params__', '__dict__', '__mro__', '__base__', '__flags__'):
    for cls in (list, X, ValueError):
        for what in ('set', 'delete', 'set2'):
            try:
                d = T[name]
                if what == 'set': d.__set__(cls, 'text')
                elif what == 'set2': d.__set__(cls, 5)
                else: d.__delete__(cls)
                print(name, cls.__name__, what, 'done')
            except (TypeError, AttributeError, ValueError) as e:
                print(name, cls.__name__ , what, type(e).__name__, e)
print(X.__name__, X.__qualname__, X.__module__, X.__doc__)
for cls in (type, M, X, object, int):
    try:
        print(cls.__abstractmethods__)
    except AttributeError as e:
        print(cls, e)
try:
    del X.__abstractmethods__
except AttributeError as e:
    print(e)
X.__abstractmethods__ = ['a', 'b']
try:
    X()
except TypeError as e:
    print(e)
print(X.__abstractmethods__, X.__flags__ & (1 << 20) != 0)
X.__abstractmethods__ = []
print(X(), X.__flags__ & (1 << 20) != 0)
del X.__abstractmethods__
try:
    X.__abstractmethods__
except AttributeError as e:
    print(e)
class Y:
    class Inside: pass
print(Y.Inside.__qualname__)
for v in (3, None, b'x', 'a\0b', 'ok'):
    for name in ('__name__', '__qualname__'):
        try:
            setattr(Y, name, v); print(ascii(getattr(Y, name)))
        except (TypeError, ValueError, UnicodeEncodeError) as e:
            print(name, type(e).__name__, ascii(str(e)))
class D:
    __doc__ = property(lambda self: 'doc of %s' % (self if self is None else type(self).__name__))
class Doc:
    def __get__(self, obj, cls): return 'desc %s %s' % (obj is None, cls.__name__)
class E:
    __doc__ = Doc()
print(type(D.__doc__), D().__doc__, E.__doc__, E().__doc__)
class N(D): pass
print(N.__doc__, N().__doc__)
print(hasattr(N, '__abstractmethods__'), getattr(int, '__abstractmethods__', 'none'))
