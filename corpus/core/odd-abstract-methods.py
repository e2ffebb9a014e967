import abc
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class L(list):
    def __iter__(self): return iter(['q', 'a'])
class T:
    def __bool__(self): print('bool'); return True
class Z:
    def __bool__(self): raise ValueError('no')
class K:
    def __lt__(self, other): print('lt'); return True
class A: pass
class I(A):
    def __init__(self): print('init')
for value in (5, [1, 2], [3], L(['b']), T(), {'a': 1}, 'xy', [K(), K()], ['a', 1], Z(), [], 0):
    def f():
        A.__abstractmethods__ = value
        return type(A())
    t(f)
    def f():
        I.__abstractmethods__ = value
        return type(I())
    t(f)
A.__abstractmethods__ = l = []
l.append('x')
t(lambda: type(A()))
A.__abstractmethods__ = l
l.clear()
t(lambda: type(A()))
t(lambda: A.__flags__ & (1 << 20))
def f(): del A.__abstractmethods__
t(f)
t(f)
t(lambda: type(A()))
def f(): int.__abstractmethods__ = []
t(f)
t(lambda: int.__abstractmethods__)
t(lambda: type.__dict__['__abstractmethods__'].__delete__(int))
class B: __abstractmethods__ = ['x']
t(lambda: type(B()))
t(lambda: B.__abstractmethods__)
class C(abc.ABC):
    @abc.abstractmethod
    def f(self): pass
t(C)
