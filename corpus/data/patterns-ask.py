# Class patterns ask __instancecheck__ and __class__; mapping patterns ask get, and hash their keys twice; names of attributes come one by one.
class Even(type):
    def __instancecheck__(cls, value): return value % 2 == 0
class E(metaclass=Even): pass
class Says:
    @property
    def __class__(self): return int
class Key:
    def __init__(self, name): self.name = name
    def __hash__(self): return hash(self.name)
    def __eq__(self, other): return self.name == other.name
class Keys: a = Key('a'); b = Key('b')
class Mapping(dict):
    def get(self, key, default): return super().get(key, default)
class Twice: __match_args__ = ('x', 'x')
def f(v):
    match v:
        case int(n): return 'int'
        case {Keys.a: x, Keys.b: y, **rest}: return x, y, len(rest)
        case Twice(1, x=2): return 'twice'
        case [a, b]: return a + b
        case E(): return 'even'
two = Twice()
two.x = 1
for v in 1, Says(), Mapping({Keys.a: 1, Keys.b: 2}), Mapping({Keys.a: 1}), Twice(), two, memoryview(b'ab'), 2.0:
    try: print(f(v))
    except TypeError as e: print(e)
try:
    match 3:
        case object(x): pass
except TypeError as e: print(e)
