# A metaclass with its own mro() is asked before anything is said of the bases.
class M(type):
    def mro(cls):
        print(cls.__name__, len(cls.__bases__))
        return [cls, *super().mro()[1:]]
class A: pass
try:
    class Q(A, A, metaclass=M): pass
except TypeError as e: print(e)
class M2(type):
    def mro(cls):
        return [cls, object]
try:
    class Q(A, A, metaclass=M2): pass
    print([c.__name__ for c in Q.__mro__], Q.__bases__ == (A, A))
    Q.mro()
except TypeError as e: print(e)
class R(A, metaclass=M2):
    def __init_subclass__(cls): print('sub', cls.__name__)
print([c.__name__ for c in R.__mro__], [c.__name__ for c in R.mro()], [c.__name__ for c in type.mro(R)], isinstance(R(), A), issubclass(R, A))
class M3(type):
    def mro(cls):
        return [cls, *order]
for order in [(int, object), (A, 5), (A, object), (), (list, object)]:
    try:
        class S(A, metaclass=M3): pass
        print([c.__name__ for c in S.__mro__])
    except TypeError as e: print(e)
class Sl: __slots__ = ('a',)
order = Sl, object
try:
    class S(A, metaclass=M3): pass
    print([c.__name__ for c in S.__mro__])
except TypeError as e: print(e)
class S(Sl, metaclass=M3): pass
print([c.__name__ for c in S.__mro__])
print(bool.mro(), int.mro())
