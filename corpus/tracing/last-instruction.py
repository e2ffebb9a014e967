# f_lasti and tb_lasti: in 3.12 a frame stands at the last cache of the call that it is in.
import sys
def f():
    1/0
class C:
    def __init__(self): f()
def tbs(e):
    tb = e.__traceback__
    while tb: print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_lasti, tb.tb_frame.f_lasti); tb = tb.tb_next
try: f()
except Exception as e: tbs(e)
try: C()
except Exception as e: tbs(e)
try: f(*())
except Exception as e: tbs(e)
try: [f() for i in range(1)]
except Exception as e: tbs(e)
try: list(map(lambda x: f(), [1]))
except Exception as e: tbs(e)
def g():
    yield f()
try: next(g())
except Exception as e: tbs(e)
try: 
  for i in g(): pass
except Exception as e: tbs(e)
class A:
    def __getitem__(self, i): return sys._getframe(1).f_lasti
    def __add__(self, o): return sys._getframe(1).f_lasti
    def __init__(self): self.x = sys._getframe(1).f_lasti
    @property
    def p(self): return sys._getframe(1).f_lasti
    def __getattr__(self, n): return sys._getframe(1).f_lasti
    def __enter__(self): return sys._getframe(1).f_lasti
    def __exit__(self, *a): print(sys._getframe(1).f_lasti)
    def __call__(self, *a, **k): return sys._getframe(1).f_lasti
    def __iter__(self):
        print(sys._getframe(1).f_lasti)
        yield sys._getframe(1).f_lasti
    def m(self, k=1): return sys._getframe(1).f_lasti
for i in range(5):
    a = A()
    l = [a[0], a + 1, a.x, a.p, a.zz, a(), a.m(), a.m(k=2), a.m(*()), a(1, k=3)]
    if i in (0, 4): print(l)
    with a as q: print(q)
    for z in a:
        if i in (0, 4): print(z)
