def show(label, f, *a):
    try:
        f(*a)
    except (AttributeError, TypeError) as e:
        print(label, '|', e, '|', getattr(e, 'name', 0), getattr(e, 'obj', 0) is not None)
def dele(o): del o.w
def sete(o): o.w = 1
class S: __slots__ = ('a',)
class SD: __slots__ = ('a', '__dict__')
class SubS(S): pass
class L(list): pass
class T(tuple): pass
class I(int): pass
class F(float): pass
class St(str): pass
class B(bytes): pass
class Di(dict): pass
class Se(set): pass
class Fs(frozenset): pass
class E(Exception): pass
class By(bytearray): pass
class Cx(complex): pass
class Pr(property): pass
class Meta(type): pass
class M(metaclass=Meta): pass
class Big:
    def __init__(self):
        for i in range(40): setattr(self, 'x%d' % i, i)
class W:
    __slots__ = ('__weakref__',)
class SubW(W): pass
class Emp: __slots__ = ()
class SubE(Emp): pass
class C: pass
class SubC(C): pass
class CS(C): __slots__ = ('q',)
class X(Exception): __slots__ = ('q',)
import types, collections, enum, functools
class Mo(types.ModuleType): pass
class Col(enum.Enum):
    A = 1
class Dq(collections.deque): pass
class Od(collections.OrderedDict): pass
class Pa(functools.partial): pass
class Cm(classmethod): pass
class Sm(staticmethod): pass
class Su(super): pass
def fun(): pass
class N(collections.namedtuple('N', 'a b')): pass
for o in (S(), SD(), SubS(), L(), T(), I(), F(), St(), B(), Di(), Se(), Fs(), E(), By(), Cx(), Pr(), M, M(), Big(), W(), SubW(), Emp(), SubE(), C(), SubC(), CS(), X(), Exception(), Mo('mo'), Dq(), Od(), Pa(print), fun, types.SimpleNamespace(), collections.deque(), collections.OrderedDict(), functools.partial(print), N(1, 2), Cm(print), Sm(print), classmethod(print), staticmethod(print), types, int, Col):
    show(type(o).__name__, dele, o)
    show(type(o).__name__, sete, o)
class RO:
    __slots__ = ('a',)
    w = 5
show('ro', sete, RO())
show('ro', dele, RO())
class ROL(list):
    __slots__ = ()
    w = 5
show('rol', sete, ROL())
show('rol', dele, ROL())
def mth(): pass
def sa(o, n): setattr(o, n, 1)
def da(o, n): delattr(o, n)
for o, n in ((1, 'real'), (1, 'bit_length'), ((), 'count'), ([], 'append'), ('', 'upper'), (range(3), 'start'), (slice(1), 'start'), (C().__init__, 'w'), (print, '__name__'), (S(), 'a'), (fun, '__code__'), (fun, '__closure__'), (C, '__dict__'), (C(), '__class__'), (object(), '__class__'), (Exception(), 'args'), (Exception(), '__traceback__'), (fun, '__name__'), (C, '__name__'), (int, 'w'), (int, 'real'), (types.MethodType(fun, 1), 'w'), (types.MethodType(fun, 1), '__name__'), ({}.keys(), 'w'), ((i for i in ()), 'gi_frame'), ((i for i in ()), '__name__'), (None, 'w'), (..., 'w'), (NotImplemented, 'w'), (types.CodeType, 'w'), (fun.__code__, 'co_name'), (super(C, C()), 'w'), (property(), 'w'), (property(), 'fget'), (property(), '__doc__'), (types.MappingProxyType({}), 'w'), (N(1, 2), 'a')):
    show(type(o).__name__ + '.' + n, sa, o, n)
    show(type(o).__name__ + '.' + n, da, o, n)
