# A type alias tells its parameters with tuples of types unpacked, is subscripted only if it has some, and checks what its constructor is given.
from typing import TypeAliasType, TypeVar

T = TypeVar('T')
type Pair[A, *Rest] = tuple[A, *Rest]
type Plain = int


def shown(*makers):
    for make in makers:
        try:
            print(make())
        except TypeError as error:
            print(error)


shown(lambda: Pair.__parameters__, lambda: Pair.__type_params__, lambda: Pair[int, str], lambda: Pair.__module__)
shown(lambda: Plain[int], lambda: Plain | str, lambda: Plain.__value__, lambda: [*Plain])
shown(lambda: TypeAliasType('X', list[T], type_params=(T,))[int], lambda: TypeAliasType('X', int, type_params=[T]))
shown(lambda: TypeAliasType(5, int), lambda: TypeAliasType('X', int, (T,)), lambda: TypeAliasType('X', int, type_params=(5,)))
