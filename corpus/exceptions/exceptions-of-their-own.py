def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class E1(OSError):
    def __init__(self, *args, **kw):
        print(self.args, self.errno)
        super().__init__(*args[:2], **kw)
t(lambda: (E1(2, 'b', 'c').args, E1(2, 'b', 'c').errno))
t(lambda: E1(2, 'b', k=1))
class E2(OSError):
    def __new__(cls, *args): return super().__new__(cls, *args[1:])
t(lambda: (E2(2, 3, 'b', 'c').args, str(E2(2, 3, 'b', 'c'))))
class E3(E2):
    def __init__(self, *args): super().__init__(7, 'seven')
t(lambda: (E3(2, 3, 'b').args, str(E3(2, 3, 'b'))))
class E4(OSError): pass
t(lambda: (E4(2, 'b', 'c').args, str(E4(2, 'b', 'c'))))
e = OSError(2, 'x')
t(lambda: (type(e), e.__init__(3, 'y'), e.args, e.errno))
class B(BlockingIOError): pass
t(lambda: B(1, 'a', 7).filename)
class V(ValueError):
    def __new__(cls, *args, **kw):
        print(args, kw)
        return super().__new__(cls, *args, **kw)
t(lambda: V(1, 2))
t(lambda: V(1, x=2))
class W(ValueError):
    def __init__(self, a, b=3): super().__init__(a, b)
t(lambda: (W(1).args, W(1, b=2)))
t(lambda: Exception.__new__(ValueError, 1))
t(lambda: BaseException.__new__(KeyError, 1))
t(lambda: KeyError.__new__(IndexError, 1))
t(lambda: LookupError.__new__(IndexError, 1))
class X(Exception):
    __new__ = ValueError.__new__
t(lambda: X(1))
class M(ImportError):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        print(self.msg, self.name, self.path, self.args)
t(lambda: M('a', name='n'))
t(lambda: M('a', 'b', path='n'))
t(lambda: M(nme=3))
t(lambda: dir(ValueError) == sorted(set(dir(Exception))))
t(lambda: [n for n in dir(SyntaxError()) if n not in dir(Exception())])
t(lambda: [n for n in dir(UnicodeTranslateError) if n not in dir(Exception())])
t(lambda: Exception.__getattribute__(ValueError(1), 'args'))
t(lambda: setattr(ValueError(1), 'x', 3))
t(lambda: super(ValueError, ValueError(1)).__str__())
t(lambda: super(BaseException, ValueError(1)).__str__)
t(lambda: repr(memoryview(b'a')))
