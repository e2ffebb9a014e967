# Classes of modules have hooks of their own before and behind a module's `__getattr__`; dir() asks for `__dict__` and `__class__` that are computed.
import types, sys
log = []
MT = types.ModuleType
class MM(MT):
    def __init__(self, name): MT.__init__(self, name)
    def __getattribute__(self, name):
        log.append(('getattr', name))
        return MT.__getattribute__(self, name)
    def __setattr__(self, name, value):
        log.append(('setattr', name, value))
        MT.__setattr__(self, name, value)
    def __delattr__(self, name):
        log.append(('delattr', name))
        MT.__delattr__(self, name)
a = MM('a')
a.foo = 12
x = a.foo
del a.foo
print(log)
class G(MT):
    def __getattr__(self, name):
        if name.startswith('x'): return 'class ' + name
        raise AttributeError('none ' + name)
g = G('g')
print(g.xa, g.__name__, hasattr(g, 'b'))
def own(name):
    if name == 'mod': return 'module ' + name
    raise AttributeError('own ' + name)
g.__getattr__ = own
print(g.mod, g.xb)
try:
    g.c
except AttributeError as e:
    print(e)
m = MT('m')
m.__getattr__ = own
print(m.mod, MT.__getattribute__(m, 'mod'), object.__getattribute__(m, '__name__'))
try:
    m.c
except AttributeError as e:
    print(e)
m.__dir__ = lambda: ['z', 'a']
print(dir(m), m.__dir__(), MT.__dir__(m))
class M2(MT):
    def getdict(self): return 'Not a dict!'
    __dict__ = property(getdict)
m2 = M2('m2')
m2.b = 2
print(m2.__dict__)
try:
    dir(m2)
except TypeError as e:
    print(e)
try:
    class Module(MT, str): pass
except TypeError as e:
    print(e)
class D:
    x = 1
    @property
    def __dict__(self): print('dict'); return {'y': 1, 'z': 2}
    @property
    def __class__(self): print('class'); return int
print([n for n in dir(D()) if n in ('x', 'y', 'z', 'real')])
class S:
    x = 1
    def __getattribute__(self, name): print('get', name); return object.__getattribute__(self, name)
s = S(); s.q = 1
print([n for n in dir(s) if not n.startswith('_')])
class M(MT): pass
mi = M('m'); mi.b = 2; mi.a = 1
print(dir(mi))
mi.__class__ = MM
log.clear(); mi.b; print(log)
