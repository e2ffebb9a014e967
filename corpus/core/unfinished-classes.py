def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
names = lambda cls: sorted(set(cls.__dict__) - {'__static_attributes__', '__firstlineno__'})
class M(type):
    def mro(cls):
        print(cls.__mro__, names(cls), cls.__bases__)
        t(cls)
        t(lambda: issubclass(cls, object))
        t(lambda: isinstance(3, cls))
        t(lambda: cls.foo)
        return (cls, object)
class Z(metaclass=M):
    __slots__ = 'b', 'a', '__dict__', '__weakref__'
    foo = 3
    def __eq__(self, other): return True
print(names(Z), type(Z()).__name__, list(Z.__dict__)[-6:])
class D:
    def __set_name__(self, owner, name): print(name, owner.__mro__)
class Y(metaclass=M):
    d = D()
    def __new__(cls): return 4
t(Y)
