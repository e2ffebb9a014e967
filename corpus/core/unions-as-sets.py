import types
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class M(type):
    h = {}
    def __eq__(cls, other): print('eq', cls.__name__, getattr(other, '__name__', other)); return True
    def __hash__(cls): print('hash', cls.__name__); return M.h.get(cls.__name__, 1)
class A(metaclass=M): pass
class B(metaclass=M): pass
class C(metaclass=M): pass
M.h = {'A': 1, 'B': 2, 'C': 1}
t(lambda: int | A)
t(lambda: (int | A) == (int | B))
t(lambda: (int | A) == (int | C))
t(lambda: (int | A) != (int | B))
t(lambda: A | B)
t(lambda: A | C)
t(lambda: (A | B) == (B | A))
t(lambda: (int | A) == (int | str | A))
t(lambda: (int | A) == 3)
t(lambda: hash(int | A) == hash(A | int))
class N(type):
    __hash__ = None
    def __eq__(cls, other): print('neq', cls.__name__); return cls is other
class D(metaclass=N): pass
class E(metaclass=N): pass
t(lambda: int | D)
t(lambda: (int | D) == (int | D))
t(lambda: (int | D) == (int | E))
t(lambda: (int | D) == (D | int))
t(lambda: (D | E) == (E | D))
t(lambda: (int | D) == (int | str))
t(lambda: hash(int | D))
t(lambda: D | D)
t(lambda: (int | list[[]]) == (int | list[[]]))
t(lambda: hash(int | list[[]]))
t(lambda: list[[]] | int | list[[]])
