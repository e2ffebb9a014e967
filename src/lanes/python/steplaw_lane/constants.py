"""Constants as model/code/constant.ts spells them."""

import sys
from itertools import islice, permutations

_SAFE = 2**53 - 1
# Orders tried: all of those of seven members.
_TRIES = 5040


def decimal(value):
    """Decimal digits of an int of any length, whatever the interpreter's limit on digits is."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return str(value)
    finally:
        sys.set_int_max_str_digits(limit)


def _in_order_of_insertion(value):
    """Members in an order that makes a set of the same order when they are added one by one: its own order mostly, not always.

    Before 3.14 the compiler makes the set anew from that order when it merges constants, and so does the model.
    """
    wanted = list(value)
    for order in islice(permutations(wanted), _TRIES):
        made = frozenset(order)
        if sys.version_info < (3, 14):
            made = frozenset(list(made))
        if list(made) == wanted:
            return order
    return wanted


def constant(value):
    """A constant of the compiler as plain JSON."""
    if value is None or value is True or value is False:
        return value
    kind = type(value)
    if kind is str:
        return value
    if kind is int:
        return value if -_SAFE <= value <= _SAFE else {"int": decimal(value)}
    if kind is float:
        return {"float": repr(value)}
    if kind is complex:
        return {"complex": [repr(value.real), repr(value.imag)]}
    if kind is bytes:
        return {"bytes": list(value)}
    if kind is tuple:
        return {"tuple": [constant(v) for v in value]}
    if kind is frozenset:
        return {"frozenset": [constant(v) for v in _in_order_of_insertion(value)]}
    if kind is slice:
        return {"slice": [constant(value.start), constant(value.stop), constant(value.step)]}
    if value is ...:
        return {"ellipsis": True}
    raise TypeError(f"no constant: {kind.__name__}")
