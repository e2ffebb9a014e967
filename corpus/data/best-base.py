# `__base__` is the base whose instances those of the class begin as.
class A: pass
class B: pass
class S: __slots__ = 'a'
class S2(S): __slots__ = 'b'
class E(S): __slots__ = ()
class X(A, list): pass
class Y(A, B): pass
class Z(A, S): pass
class W(E, S2): __slots__ = ()
class Q(ValueError, OSError): pass
class R(A, ValueError): pass
class T(A, int): pass
class U(A, type): pass
class G(ValueError, KeyError): pass
class H(Exception, BaseExceptionGroup): pass
for c in (X, Y, Z, W, Q, R, T, U, G, H, bool, OSError, IsADirectoryError, ExceptionGroup): print(c.__name__, c.__base__, c.__bases__)
for bases in ((list, dict), (S, int), (S2, Z), (OSError, ImportError), (StopIteration, SystemExit), (UnicodeDecodeError, UnicodeEncodeError), (OSError, list), (KeyError, AttributeError), (AttributeError, NameError), (bool,), (S, Exception), (SyntaxError, ImportError), (BlockingIOError, FileNotFoundError)):
    try:
        print(type('N', bases, {}).__base__)
    except TypeError as e:
        print(bases, e)
