"""What a printed traceback says was meant."""
import traceback
class A:
    blech = 1
    def method_name(self): pass
    bluch_x = 2
def t(f):
    try: f()
    except Exception: print(traceback.format_exc().splitlines()[-1])
t(lambda: A().blch)
t(lambda: A().metod_name)
t(lambda: prnit(1))
def g():
    value = 1
    return valeu
t(g)
t(lambda: A().zzzzz)
import math
t(lambda: math.sqr(2))
def h():
    from math import sqtr
t(h)
class B:
    def __init__(self): self.foo = 1
    def m(self): return foo
t(lambda: B().m())
