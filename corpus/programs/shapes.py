"""A class hierarchy: abstract bases, properties, operators, class methods, mixins, a registry."""
import math
from abc import ABC, abstractmethod
from functools import total_ordering


class Registry:
    known = {}

    def __init_subclass__(cls, /, code=None, **kwargs):
        super().__init_subclass__(**kwargs)
        if code is not None:
            Registry.known[code] = cls

    @classmethod
    def make(cls, text):
        code, *sizes = text.split()
        return cls.known[code](*map(float, sizes))


@total_ordering
class Shape(ABC, Registry):
    __slots__ = ()

    @property
    @abstractmethod
    def area(self): ...

    @abstractmethod
    def scaled(self, factor): ...

    def __eq__(self, other):
        if not isinstance(other, Shape):
            return NotImplemented
        return math.isclose(self.area, other.area)

    def __lt__(self, other):
        return self.area < other.area if isinstance(other, Shape) else NotImplemented

    __hash__ = object.__hash__

    def __mul__(self, factor):
        return self.scaled(factor)

    __rmul__ = __mul__

    def __format__(self, spec):
        return f"{type(self).__name__.lower()}:{self.area:{spec or '.1f'}}"


class Circle(Shape, code="c"):
    __slots__ = ("radius",)

    def __init__(self, radius):
        self.radius = radius

    @property
    def area(self):
        return math.pi * self.radius**2

    def scaled(self, factor):
        return Circle(self.radius * factor)


class Rectangle(Shape, code="r"):
    def __init__(self, width, height):
        self._width = width
        self._height = height

    @property
    def width(self):
        return self._width

    @width.setter
    def width(self, value):
        if value <= 0:
            raise ValueError(f"width must be positive, not {value}")
        self._width = value

    @width.deleter
    def width(self):
        self._width = 1.0

    @property
    def area(self):
        return self._width * self._height

    def scaled(self, factor):
        return type(self)(self._width * factor, self._height * factor)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._width:g}, {self._height:g})"


class Square(Rectangle, code="s"):
    def __init__(self, side, *_):
        super().__init__(side, side)


class Labelled:
    def __init__(self, *args, label="?", **kwargs):
        super().__init__(*args, **kwargs)
        self.label = label

    def __getattr__(self, name):
        if name.startswith("is_"):
            return lambda: name[3:] == self.label
        raise AttributeError(name)


class LabelledSquare(Labelled, Square):
    pass


def main():
    shapes = [Registry.make(t) for t in ("c 1", "r 2 3", "s 2", "c 0.5")]
    for shape in sorted(shapes):
        print(f"{shape} {shape:.3f} {2 * shape:6.2f}|")
    print(max(shapes) == shapes[1], shapes[2] != shapes[1], shapes[0] >= shapes[3])
    box = shapes[1]
    for value in (4, -1):
        try:
            box.width = value
        except ValueError as error:
            print(error)
    del box.width
    print(box, box.area, [c.__name__ for c in Square.__mro__])
    tag = LabelledSquare(3, label="big")
    print(tag.label, tag.is_big(), tag.is_small(), tag, hasattr(tag, "nothing"))
    try:
        Shape()
    except TypeError as error:
        print(error)
    try:
        shapes[0] < 3
    except TypeError as error:
        print(error)
    print(sorted(Registry.known), issubclass(Square, Shape), isinstance(tag, Registry))


if __name__ == "__main__":
    main()
