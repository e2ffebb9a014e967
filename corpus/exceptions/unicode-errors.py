def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class I:
    def __index__(self): print('index'); return 1
class IE:
    def __index__(self): raise ValueError('ie')
class S(str): pass
E, D, T = UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError
mk = {E: lambda: E('u', 'abc', 1, 2, 'why'), D: lambda: D('u', b'abc', 1, 2, 'why'), T: lambda: T('abc', 1, 2, 'why')}
for cls in (E, D, T):
    print(cls.__name__)
    for name in ('encoding', 'object', 'start', 'end', 'reason'):
        d = cls.__dict__.get(name)
        print(name, type(d).__name__)
        e = mk[cls]()
        t(lambda: delattr(e, name))
        t(lambda: getattr(e, name))
        t(lambda: str(e))
        for v in (None, 10**30, True):
            e = mk[cls]()
            def f():
                setattr(e, name, v)
                return getattr(e, name)
            t(f)
            if name in ('start', 'reason'): t(lambda: str(e))
    e = cls.__new__(cls)
    t(lambda: str(e))
    for name in ('encoding', 'object', 'start', 'end', 'reason'):
        t(lambda: getattr(e, name))
    t(lambda: e.args)
    t(lambda: cls('u', 1))
    for args in ((1, 'a', 1, 2, 'r'), ('u', 5, 1, 2, 'r'), ('u', bytearray(b'abc'), 1, 2, 'r'), ('u', 'abc', I(), I(), 'r'), ('u', b'abc', IE(), I(), 'r'),
        ('u', 'abc', 10**30, 1, 'r'), ('u', 'abc', 1, 2, 3), ('u', b'abc', -1, 20, 'r'), (S('u'), S('abc'), 1, 2, S('r')), ('u', 'a\u1234\U00012345', 2, 3, 'r')):
        if cls is T: args = args[1:]
        def f():
            e = cls(*args)
            return e, e.start, e.end, type(e.object), e.args, str(e)
        t(f)
    t(lambda: cls(*args, x=1))
e = E('u', 'abc', 1, 2, 'r')
t(lambda: e.__init__('v', 5, 1, 2, 'r'))
t(lambda: (e.args, str(e)))
t(lambda: e.__init__('v', 'xyz', 2, 3, 'q'))
t(lambda: (e.args, str(e)))
class B(UnicodeError): pass
t(lambda: B(1, 2).args)
t(lambda: UnicodeError.__dict__.keys())
e = T('a', 0, 1, 'r')
def f(): e.encoding = 5
t(f)
t(lambda: e.encoding)
