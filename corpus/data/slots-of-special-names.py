# `__slots__` with names that the making of a class takes out of its namespace, and getsets that give way to the namespace.
import types
class Meta(type):
    def __new__(cls, name, bases, namespace, attr):
        print(attr in namespace)
        return super().__new__(cls, name, bases, namespace)
class C1:
    def __init__(self): self.b = 42
class C2(C1, metaclass=Meta, attr='__classcell__'):
    __slots__ = ['__classcell__']
    def __init__(self): super().__init__()
print(type(C2.__dict__['__classcell__']), list(C2.__dict__))
c = C2()
print(c.b, hasattr(c, '__classcell__'))
c.__classcell__ = 42
print(c.__classcell__)
for ns in ({'__slots__': ['__classcell__'], '__classcell__': 42}, {'__slots__': ['__classdictcell__'], '__classdictcell__': 42},
           {'__slots__': ['__qualname__'], '__qualname__': object}, {'__slots__': ['x'], 'x': 1, '__qualname__': 3}, {'__slots__': ['x'], 'x': 1, '__classcell__': 3},
           {'__qualname__': 3, '__classcell__': 3}, {'__slots__': ['__module__'], '__module__': 3}, {'__slots__': ['__doc__']}, {'__slots__': ['__module__']}, {'__slots__': ['__qualname__']}):
    try:
        print(sorted(type('X', (), ns).__dict__))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
class Q1(metaclass=Meta, attr='__qualname__'):
    __slots__ = ['__qualname__']
print(Q1.__qualname__, type(Q1.__dict__['__qualname__']))
q = Q1()
print(hasattr(q, '__qualname__'))
q.__qualname__ = 'q'
print(q.__qualname__)
class D:
    __dict__ = property(lambda self: {'y': 1})
    __weakref__ = 5
print(D().__dict__, D().__weakref__, type(D.__dict__['__dict__']))
d = D(); d.x = 3
print(d.x)
try:
    d.__dict__ = {}
except AttributeError as e:
    print(e)
