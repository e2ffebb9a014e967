# Type variables of builtin aliases and unions are substituted, each in every place where it stands; what is subscripted says what it has none of.
import typing
from typing import TypeVar, TypeVarTuple

T, U, Ts = TypeVar('T'), TypeVar('U'), TypeVarTuple('Ts')


def shown(*makers):
    for make in makers:
        try:
            print(make())
        except TypeError as error:
            print(error)


shown(lambda: dict[T, U][int, str], lambda: dict[T, list[U]][U, T], lambda: list[T][list[T]][int])
shown(lambda: dict[T, T][int, str], lambda: dict[T, U][int], lambda: list[int][str], lambda: type[T][int])
shown(lambda: tuple[T, *Ts][int, str, bytes], lambda: tuple[*Ts][()], lambda: tuple[*Ts, T][int])
shown(lambda: list[[T]].__parameters__, lambda: (list[T] | dict[str, U])[int, U].__parameters__)
shown(lambda: (list[T] | None)[int], lambda: (int | str)[int], lambda: dict[[T], U][int, str])
