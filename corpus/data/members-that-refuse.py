# Members of functions, classes, exceptions and others that are set to a wrong kind of value, or deleted.

import types


class A:
    pass


def f():
    pass


def t(target, name, *value):
    try:
        setattr(target, name, *value) if value else delattr(target, name)
        print(name, "done")
    except Exception as e:
        print(type(e).__name__, e)


for target in (f, A(), ValueError(), types.SimpleNamespace(), types.ModuleType("m")):
    t(target, "__dict__", 3)
    t(target, "__dict__", None)
t(f, "__dict__")
t(f, "__type_params__", 3)
t(f, "__type_params__")
t(A, "__name__", "a\0b")
t(A, "__module__")
t(A, "__doc__")
t(list[int], "__origin__", 3)
