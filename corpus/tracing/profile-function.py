# What a profile function is told of: calls and returns of Python functions, of builtin functions and of methods bound to their first argument.
import sys
def prof(frame, event, arg):
    print(event, frame.f_code.co_name, getattr(arg, '__name__', arg))
def f(x):
    l = [3, 1]
    l.sort()
    len(l)
    list.append(l, 4)
    try:
        int('x')
    except ValueError: pass
    str(3)
    return sum(l)
def g():
    yield 1
sys.setprofile(prof)
f(1)
for i in g(): pass
print(sys.getprofile() is prof)
sys.setprofile(None)
f(2)
