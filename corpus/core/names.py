# NameError knows the name; an AttributeError that passes attribute access knows name and object, which it keeps alive.
class A:
    def __getattr__(self, n): raise AttributeError(n)
    def __del__(self): print('gone')


def f():
    def g(): return x
    try: g()
    except NameError as e: print(e, e.name)
    x = 1
    del x


f()
for g in lambda: nope, lambda: nope():
    try: g()
    except NameError as e: print(e.name)
try: A().y
except AttributeError as e: kept = e; print(e.name, type(e.obj).__name__)
print('still')
del kept
print('end')
