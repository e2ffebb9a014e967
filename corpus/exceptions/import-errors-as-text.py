# What an ImportError shows of itself: 3.15 tells its name and path.
def show(e): print(repr(e), str(e), e.name, e.path, e.msg, getattr(e, 'name_from', 0), e.args)
try: from math import nothing
except ImportError as e: show(e)
try: import nosuch_
except ImportError as e: show(e)
try: import math.nosuch_
except ImportError as e: show(e)
try: from nosuch_ import x
except ImportError as e: show(e)
try: from . import x
except ImportError as e: show(e)
try: from collections import nosuch_
except ImportError as e: show(e) if 0 else print(e.name, e.msg[:40])
for a, k in [((), {}), (('m',), {}), (('m',), dict(name='n')), ((), dict(path='p')), (('a', 'b'), dict(name='n', path='p')), ((), dict(name=None)), (('m',), dict(name_from='q'))]:
    for c in (ImportError, ModuleNotFoundError):
        try: show(c(*a, **k))
        except Exception as e: print(type(e), e)
try: ImportError(foo=1)
except Exception as e: print(type(e), e)
class E(ImportError):
    pass
print(repr(E('x', name='k')))
e = ImportError('m'); e.name = 'later'; print(repr(e)); e.path = 3; print(repr(e)); del e.name; print(repr(e))
