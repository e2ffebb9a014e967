# Sets and exceptions have a __reduce__ of their own; what has none and is no plain object cannot be copied.
import copy

print(copy.deepcopy({1}), copy.deepcopy({'s': frozenset([2])}), repr(copy.copy(KeyError('k'))))
try:
    copy.copy(x for x in ())
except TypeError as e:
    print(e)
