def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class X:
    def __bytes__(self): print('bytes'); return b'q'
class Y(bytes):
    def __bytes__(self): print('bytes'); return b'q'
class I:
    def __index__(self): print('index'); return 3
class Both:
    def __index__(self): print('index'); return 3
    def __bytes__(self): print('bytes'); return b'q'
    def __iter__(self): print('iter'); return iter([1, 2])
class Bad:
    def __index__(self): raise TypeError('bad')
    def __iter__(self): print('iter'); return iter([1, 2])
class Bad2:
    def __index__(self): raise ValueError('bad')
    def __iter__(self): print('iter'); return iter([1, 2])
t(lambda: bytearray(X()))
t(lambda: bytearray(Y(b'abc')))
t(lambda: bytes(Y(b'abc')))
t(lambda: bytearray(I()))
t(lambda: bytearray(Both()))
t(lambda: bytes(Both()))
t(lambda: bytearray(Bad()))
t(lambda: bytearray(Bad2()))
t(lambda: bytes(Bad()))
def gen(b):
    for i in range(3):
        print(b)
        yield i + 65
b = bytearray(b'zz')
t(lambda: b.__init__(gen(b)))
t(lambda: b)
def gen2(b):
    yield 65
    yield 300
t(lambda: b.__init__(gen2(b)))
t(lambda: b)
def gen3(b):
    yield 66
    b.append(1)
    yield 67
    raise KeyError('k')
t(lambda: b.__init__(gen3(b)))
t(lambda: b)
b = bytearray(b'zz')
t(lambda: b.__init__(-1))
t(lambda: b)
b = bytearray(b'zz')
t(lambda: b.__init__('a'))
t(lambda: b)
t(lambda: b.__init__('a', 'nope'))
t(lambda: b.__init__(5, 'utf8'))
t(lambda: b.__init__(errors='x'))
t(lambda: b.__init__('aé', 'ascii', 'replace'))
t(lambda: b)
t(lambda: b.__init__())
t(lambda: b)
t(lambda: b.__init__(1.5))
t(lambda: b.__init__(None))
t(lambda: b.__init__(object()))
t(lambda: b.__init__([1, 'a']))
t(lambda: b)
t(lambda: b.__init__([1, I(), 400]))
t(lambda: b)
t(lambda: b.__init__({1: 2, 3: 4}))
t(lambda: b)
t(lambda: b.__init__(10**30))
t(lambda: bytes(10**30))
t(lambda: bytes(-1))
t(lambda: bytearray(10**18))
t(lambda: b)
class BA(bytearray):
    def __init__(self, *args, **kw):
        print(args, kw)
        super().__init__(*args)
    def append(self, x): print('append', x)
t(lambda: BA([1, 2], k=3))
b = bytearray(b'abc')
t(lambda: b.__init__(b))
t(lambda: b.__init__(b[1:]))
t(lambda: b)
t(lambda: b.extend(gen(b)))
t(lambda: b)
t(lambda: b.extend(gen2(b)))
t(lambda: b)
t(lambda: b.extend('abc'))
t(lambda: b.extend(5))
t(lambda: b.extend(X()))
t(lambda: b.extend(b))
t(lambda: b)
