# A metaclass's mro(), cells that are none, slots twice, super of too many, T.__new__ of what is no T, property subclasses, descriptors without __get__.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)


class Order(type):
    def mro(cls): print('mro', cls.__name__); return [cls, object]


class Odd(type):
    def mro(cls): return [cls, 5]


class A: pass
class B(A, metaclass=Order): pass


def odd():
    class X(metaclass=Odd): pass


def cell():
    class X: __classcell__ = 5


def twice():
    class X: __slots__ = '__dict__', '__dict__'


def sized():
    class X(int): __slots__ = 'a',


def no_class():
    class X(A, 5): pass


t(lambda: (B.__mro__, B.__bases__)); t(odd); t(cell); t(twice); t(sized); t(no_class)
t(lambda: super(1, 2, 3)); t(lambda: super(B, A)); t(lambda: object.__new__()); t(lambda: int.__new__(str)); t(lambda: object.__new__(int)); t(lambda: int.__new__(5))
t(lambda: type('X', (1,), {})); t(lambda: property().__get__(None, None))


class PR(property): pass


class Z:
    @PR
    def x(self): "doc"; return 1
    @x.setter
    def x(self, v): print('set', v)


t(lambda: (Z.x.__doc__, type(Z.x).__name__, Z().x))


class Only:
    def __set__(self, o, v): print('set', v)


class O: d = Only()


o = O(); o.d = 1; o.__dict__['d'] = 2
print(o.d)
