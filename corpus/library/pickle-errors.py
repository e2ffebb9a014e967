import pickle, io, copyreg
class C:
    def __init__(self, a): self.a = a
def bad(f, *a, **k):
    try: print('no error', f(*a, **k))
    except Exception as e: print(type(e).__name__, e, getattr(e, '__notes__', None), type(e.__context__).__name__)
for b in (b'', b'.', b'N', b'garbage', b'\x80\x07.', b'(.', b'a.', b']a.', b'h\x01.', b'\x80\x04\x95', b'X\x05\x00\x00\x00ab', b'cnope\nx\n.', b'cbuiltins\nnope\n.', b'\x80\x04\x8c\x08builtins\x8c\x01x\x93.', b'Kx', b"S'abc'\n.", b"S'abc\n.", b'I1x\n.', b'0.', b't.', b'}(K\x01u.', b'K\x01K\x02R.', b'P1\n.', b'\xff', b"'", b'U\x02\xff\xfe.', b'\x80\x04N\x85b.'):
    bad(pickle.loads, b)
bad(pickle.loads, b'U\x02\xff\xfe.', encoding='latin1'); bad(pickle.loads, b'U\x02\xff\xfe.', encoding='bytes'); bad(pickle.loads, 'str'); bad(pickle.loads)
bad(pickle.dumps, 1, 6); bad(pickle.dumps, 1, 'x'); bad(pickle.dumps); bad(pickle.dump, 1, 2); bad(pickle.load, 3); bad(pickle.dumps, 1, -1)
def mk(r):
    class X:
        def __reduce__(self): return r
    X.__qualname__ = 'X'
    return X()
lam = lambda: 0
def local():
    class Loc: pass
    return Loc
for o in (lambda: 0, local(), local()(), [1, lam], {'k': lam}, (1, lam), C(lam), {lam}, mk(3), mk((1,)), mk((1, 2)), mk((C, 2)), mk((C, (1,), None, 5)), mk((C, (1,), None, None, 5)), mk((C, (1,), None, None, None, 5)), mk('nope'), mk((1, 2, 3, 4, 5, 6, 7)), mk((copyreg.__newobj__, ())), mk((copyreg.__newobj__, (1,))), mk((copyreg.__newobj__, (C,))), mk((copyreg.__newobj_ex__, (C,))), mk((copyreg.__newobj_ex__, (C, 1, {}))), (x for x in ()), io, C.__init__.__code__, mk((C, (lam,))), mk((C, (1,), lam))):
    bad(pickle.dumps, o)
C2 = C
class C: pass
bad(pickle.dumps, C2); bad(pickle.dumps, C2(1))
C2.__module__ = 'nomod'; bad(pickle.dumps, C2)
class P0(pickle.Pickler):
    def __init__(self): pass
bad(P0().dump, 1)
class U0(pickle.Unpickler):
    def __init__(self): pass
bad(U0().load)
print(pickle.format_version, pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL, pickle.PicklingError.__mro__)
