# Methods that a class borrows from a builtin type that it is none of; bytearray.__init__; bound methods of any callable; setting past type.__setattr__.
import types
def tell(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
ba = bytearray()
bytearray.__init__(ba, 'abc½€', encoding='latin1', errors='replace'); print(ba)
ba.__init__(3); print(ba)
ba.__init__([1, 2]); print(ba)
ba.__init__(); print(ba)
tell(lambda: ba.__init__('x')); tell(lambda: ba.__init__(1, 2)); tell(lambda: ba.__init__(source=b'q')); tell(lambda: bytearray(a=1)); print(ba); tell(lambda: bytearray(1, 2, 3, 4)); tell(lambda: bytearray(None)); tell(lambda: bytearray(-1)); tell(lambda: bytes(a=1))
class BA(bytearray):
    def __init__(self, x): super().__init__(b'<' + x + b'>'); self.x = x
print(BA(b'q'), BA(b'q').x)
class BN(bytearray):
    def __new__(cls, *a): print('new', a); return bytearray.__new__(cls)
print(BN(b'abc'), BN(2))
class It:
    def __iter__(self): return iter([5, 6])
print(bytearray(It()), bytearray(memoryview(b'12')))
class MyCallable:
    def __call__(self, arg): pass
func = MyCallable()
m = types.MethodType(func, 3)
print(m); func.__name__ = 'name'; print(m); func.__qualname__ = 'qualname'; print(m); func.__qualname__ = 5; print(m)
print(types.MethodType(len, 'x'), types.MethodType(int, 'x'))
import functools
print(types.MethodType(functools.partial(int), 'x'))
class A(int):
    __eq__ = str.__eq__
    __add__ = str.__add__
    __mul__ = list.__mul__
    __neg__ = float.__neg__
    __hash__ = str.__hash__
    __repr__ = int.__repr__
a = A()
tell(lambda: a == a); tell(lambda: a + a); tell(lambda: a * 2); tell(lambda: a * a); tell(lambda: 2 * a); tell(lambda: 1 + a); tell(lambda: -a); tell(lambda: hash(a)); tell(lambda: {a: 1})
class S(str): __add__ = list.__add__; __mul__ = tuple.__mul__; __len__ = list.__len__
s = S('x')
tell(lambda: len(s))
class X: pass
class Meta(type): pass
class Y(metaclass=Meta): pass
for c in (X, Y, int, object):
    tell(lambda: object.__setattr__(c, 'foo', 1)); tell(lambda: object.__delattr__(c, 'foo'))
tell(lambda: type.__setattr__(X, 'foo', 1)); tell(lambda: type.__delattr__(X, 'foo')); tell(lambda: object.__setattr__(types.ModuleType('m'), 'foo', 1))
