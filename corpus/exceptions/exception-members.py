def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class It:
    def __iter__(self):
        print('iter'); yield 'f'; yield 1; yield 2; yield 'text'
t(lambda: OSError.__dict__['characters_written'])
t(lambda: sorted(k for k in OSError.__dict__))
t(lambda: sorted(k for k in ImportError.__dict__))
t(lambda: sorted(k for k in AttributeError.__dict__))
t(lambda: sorted(k for k in NameError.__dict__))
t(lambda: sorted(k for k in BaseException.__dict__))
t(lambda: sorted(k for k in BaseExceptionGroup.__dict__))
t(lambda: sorted(k for k in ValueError.__dict__))
t(lambda: ValueError.__dict__['__new__'])
t(lambda: ValueError.__new__)
t(lambda: ValueError.__new__.__self__)
for c in (BaseException, Exception, ValueError, OSError, KeyError, StopIteration, ExceptionGroup):
    t(lambda: c.__new__())
    t(lambda: c.__new__(int))
    t(lambda: c.__new__(3))
class H(ValueError, OSError): pass
t(lambda: ValueError.__new__(H))
t(lambda: Exception.__new__(OSError))
t(lambda: Exception.__new__(ExceptionGroup))
t(lambda: ValueError.__init__)
t(lambda: Exception.__init__(3))
t(lambda: ValueError.__init__(Exception()))
t(lambda: OSError.__str__(ValueError(1)))
e = ValueError(1)
def f(): e.args = 5
t(f)
def f(): e.args = iter('ab'); return e.args
t(f)
def f(): e.args = It(); return e.args
t(f)
def f(): e.args = {1: 2}; return e.args
t(f)
def f(): del e.args
t(f)
def f(): e.__suppress_context__ = 3
t(f)
def f(): del e.__suppress_context__
t(f)
def f(): del e.__dict__
t(f)
def f(): e.__dict__ = 3
t(f)
t(lambda: e.__setstate__({'a': 1, 'args': (5,)}))
t(lambda: (e.a, e.args))
t(lambda: e.__setstate__({1: 1}))
t(lambda: e.__setstate__(5))
t(lambda: e.__setstate__())
