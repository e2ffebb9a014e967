# A class that is generic first and a named tuple second is made by tuple all the same: its best base says so, not the first builtin of its MRO.
from typing import Generic, NamedTuple, TypeVar

T = TypeVar('T')


class Point(Generic[T], NamedTuple):
    x: T
    y: T


print(Point.__bases__, Point[int](1, 2), Point(1, y=2)._replace(x=3))
try:
    object.__new__(Point)
except TypeError as error:
    print(error)
