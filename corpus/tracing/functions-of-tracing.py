# sys.gettrace, threading.settrace, a function set by a traced one, sys.call_tracing, what is no function.
import sys, threading
def tr(f, e, a):
    print(e, f.f_code.co_name)
    return tr
print(sys.gettrace(), sys.getprofile(), threading.gettrace(), threading.getprofile())
threading.settrace(tr)
print(threading.gettrace() is tr)
threading.settrace(None)
def g(): return sys.gettrace() is tr
sys.settrace(tr)
print(g())
def other(f, e, a): return None
def swap():
    sys.settrace(other)
    x = 1
    return x
swap()
g()
sys.settrace(None)
for bad in ((), (1, 2)):
    try: sys.settrace(*bad)
    except TypeError as e: print(e)
sys.settrace(5)
try: g()
except TypeError as e: print(e)
print(sys.gettrace())
def inner():
    print('inner', sys.gettrace() is tr2)
def tr2(f, e, a):
    print('tr2', e, f.f_code.co_name)
    if f.f_code.co_name == 'outer' and e == 'line':
        sys.call_tracing(inner, ())
    return tr2
def outer():
    y = 1
sys.settrace(tr2)
outer()
sys.settrace(None)
