# f_locals of classes, modules, generators, frames that have ended and comprehensions.
import sys
class C:
    x = 1
    f = sys._getframe().f_locals
    f['y'] = 3
    print(type(f), y)
f = sys._getframe().f_locals
f['newg'] = 3
print(newg, f is globals(), type(f))
def g():
    v = 1
    yield v
    yield v
i = g()
next(i)
i.gi_frame.f_locals['v'] = 77
print(next(i))
def k():
    try: 1/0
    except ZeroDivisionError as e: return e
e = k()
fr = e.__traceback__.tb_frame
print(fr.f_locals)
fr.f_locals['added'] = 1
print(fr.f_locals, fr.f_locals is fr.f_locals)
fr.clear()
print(fr.f_locals)
def comp():
    w = 3
    return [dict(sys._getframe().f_locals) for q in (1,)], [locals() for q in (1,)]
print(comp())
