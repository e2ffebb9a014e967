def f(a, b=2, *c, d=4, **e):
    "doc"
    return a
print(f.__name__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__module__, f.__qualname__)
f.x = 1; print(f.x, f.__dict__)
print(f, [].append, len, f.__code__.co_argcount)
class T:
    def m(self): pass
print(T().m.__func__ is T.m, T.m, T().m.__self__.__class__)
