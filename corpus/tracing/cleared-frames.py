# frame.clear: of frames that run, wait or have ended.
import sys
f = sys._getframe()
try: f.clear()
except Exception as e: print(type(e).__name__, e)
def g():
    try: yield 1
    finally: print('fin')
i = g()
fr = i.gi_frame
try: fr.clear(); print('ok')
except Exception as e: print(type(e).__name__, e)
print(i.gi_frame, next(i, 'done'))
i = g(); next(i); fr = i.gi_frame
try: fr.clear(); print('ok')
except Exception as e: print(type(e).__name__, e)
print(i.gi_frame is None, next(i, 'done'))
class D:
    def __del__(self): print('del')
def k():
    d = D(); x = 1
    1/0
try: k()
except Exception as e: t = e.__traceback__.tb_next.tb_frame
print(t.f_locals.keys() if sys.version_info < (3, 13) else list(t.f_locals))
t.f_trace = 3
t.clear()
print(list(t.f_locals), t.f_trace)
t.clear()
def gg():
    g = yield
    try: g.gi_frame.clear()
    except Exception as e: print(type(e).__name__, e)
    yield
q = gg(); next(q); q.send(q)
