# LOAD_ATTR leaves a method unbound only where the type looks attributes up as `object` does: MISSING is told as first argument otherwise.
import threading


class A:
    def f(self):
        return 1


class B(A):
    def f(self):
        unbound = super(B)
        unbound.__init__(B, self)
        unbound.__hash__()
        return super(B, self).f(), super().__hash__() is not None


B().f()
(int | str).__hash__()
list[int].__hash__()
A().f.__call__()
A().f.__get__(None, A)
threading.local().__init__()
