# The base of a class is the one on whose layout it is made.
class B: pass
class S: __slots__ = ('a',)
class T(S): __slots__ = ('b',)
class U(S): pass
for bases in (B, int), (int, B), (B, S), (U, T), (T, U), (B, U, T), (B, Exception), (OSError, B), (B,), (), (B, dict), (U, B):
    print([b.__name__ for b in bases], type('C', bases, {}).__base__)
print(bool.__base__, object.__base__, OSError.__base__)
