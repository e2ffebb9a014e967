# Type variables check what they are made of, join unions of typing, and are no base classes; P.args belongs to P.
import typing
from typing import Generic, ParamSpec, TypeVar, TypeVarTuple

T, P, Ts = TypeVar('T'), ParamSpec('P'), TypeVarTuple('Ts')


class Shape(Generic[T, *Ts]):
    pass


def shown(*makers):
    for make in makers:
        try:
            print(make())
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)


shown(lambda: TypeVar('X', covariant=True, contravariant=True), lambda: TypeVar('X', int), lambda: TypeVar(5))
shown(lambda: TypeVar('X', int, str, bound=int), lambda: TypeVar('X', bound='int').__bound__, lambda: ParamSpec('Q', 5))
shown(lambda: T | 'x', lambda: int | T, lambda: Ts | int, lambda: P.args, lambda: P.args == P.args, lambda: P.kwargs.__origin__)
shown(lambda: type('X', (TypeVar,), {}), lambda: Shape[int, str, T][bytes], lambda: Shape.__parameters__, lambda: Shape[*Ts, T])
