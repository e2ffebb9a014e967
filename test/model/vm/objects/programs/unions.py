def t(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


class A:
    pass


u = int | str
print(u, int | None, None | int, u | float, A | int == int | A, int | int, u == (int | str), list[int] | None)
print(isinstance(1, u), isinstance(2.0, u), isinstance(None, int | None), issubclass(bool, u), u.__args__)
print(type(None)(), type(...)(), type(NotImplemented)(), type.__prepare__("x", ()))
t(lambda: int | 5)
t(lambda: 5 | int)
t(type(None), 1)
t(type(...), 1)


def f(x: int | None = None) -> list[str] | None:
    return x


print(f(3))
