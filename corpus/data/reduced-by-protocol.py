# What an object is pickled as: by protocols 0 and 1 of copyreg's own code, by 2 and later of the object's.
import copy
class A: 
    def __init__(self): self.x = 1
class B(list): pass
class S:
    __slots__ = ('a',)
class G:
    def __getstate__(self): return {'s': 1}
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def show(r): return [getattr(x, '__name__', x) if not isinstance(x, tuple) else [getattr(y, '__name__', y) for y in x] for x in r]
for o in (A(), B([1, 2]), G(), S()):
    t(lambda: show(o.__reduce__()))
    t(lambda: show(o.__reduce_ex__(0)))
    t(lambda: show(o.__reduce_ex__(2))[:3])
    t(lambda: type(copy.copy(o)))
for o in (1j, 1, 'a', [1], {}, (1,), b'a', object(), 1.5):
    t(lambda: show(o.__reduce_ex__(0)))
t(lambda: object().__reduce_ex__())
t(lambda: object().__reduce_ex__('a'))
