# 3.12 tells the line again where a call of a Python function returns to the target of a jump.
def f(*args):
    return 0
f(0 if f() else f(), f())
