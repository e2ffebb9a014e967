"""What a number's slots take, descriptors asked for special methods, views that compare."""


class F(float):
    def __radd__(self, other):
        return ("F.__radd__", other)

    def __rdivmod__(self, other):
        return ("F.__rdivmod__", other)


class I(int):
    def __add__(self, other):
        return NotImplemented

    def __divmod__(self, other):
        return "I.__divmod__"


print(2 + F(1), 2.0 + F(1), True + F(1))
print(divmod(2, F(1)), divmod(I(3), 2), divmod(7, 2))
try:
    print(I(1) + 2)
except TypeError as e:
    print(e)
print(I(1) + 2.0, 1j + F(2))


class Hold:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, cls=None):
        print("get", self.name, obj is not None, cls.__name__)
        if self.name == "fails":
            raise LookupError("no binding")
        return lambda *args: (self.name, args)


class C:
    __len__ = staticmethod(lambda: 7)
    __eq__ = Hold("fails")
    __hash__ = classmethod(lambda cls: 11)
    __getitem__ = Hold("item")


print(len(C()), hash(C()), C()[3])
try:
    print(C() == 1)
except LookupError as e:
    print(e)


def unfilled():
    class Unfilled:
        __call__ = staticmethod.__new__(staticmethod)
        __len__ = classmethod.__new__(classmethod)

    for use in (lambda: Unfilled()(), lambda: len(Unfilled()), lambda: Unfilled().__call__):
        try:
            print(use())
        except (RuntimeError, TypeError) as e:
            print(type(e).__name__, e)


try:
    unfilled()
except TypeError as e:
    print(e)


class Base:
    def hello(self):
        return "hello"


class Derived(Base):
    def again(self):
        s = super(Derived, self)
        first = s.hello()
        super.__init__(s, Derived)
        return first, s, hasattr(s, "hello")


print(Derived().again())
print({1: 2}.keys() == {1}, {1: 2}.keys() < {1: 0, 2: 0}.keys(), {1}.__eq__({1: 2}.keys()), {1: 2}.keys() >= {1})


class K:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 5

    def __eq__(self, other):
        print("eq", self.n, other.n)
        return self.n == other.n


print({K(1): 0, K(2): 0}.keys() == {K(2), K(1)})
print(0j ** 0, 0j ** 2, 0j ** 2.5)
for exponent in (-1, 1j):
    try:
        print(0j ** exponent)
    except ZeroDivisionError as e:
        print(e)
print((5).__pow__(3, 7), (3).__rpow__(5, 7), 2.0.__pow__(3), (2).__pow__(3.0))
for use in (lambda: 2.0.__pow__(3, 4), lambda: (2).__pow__(3, 0), lambda: (2).__pow__(3, "x")):
    try:
        print(use())
    except (TypeError, ValueError) as e:
        print(e)
