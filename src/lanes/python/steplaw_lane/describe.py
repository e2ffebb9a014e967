"""What a recording says of values, without running any of the program's code."""

# A program may replace what the module `builtins` holds.
from builtins import BaseException, MemoryError, RecursionError, id, issubclass, len, repr, set, str, type
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    GeneratorType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    WrapperDescriptorType,
)

_NAMED = {
    FunctionType,
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    MethodDescriptorType,
    MethodWrapperType,
    WrapperDescriptorType,
}
# Taken from `type` itself: a metaclass may define its own.
_class_name = type.__dict__["__name__"].__get__
_class_qualname = type.__dict__["__qualname__"].__get__


def type_name(value):
    """The name of a value's type."""
    return _class_name(type(value))


def callable_name(value):
    """The qualified name of a function, method or class; `<C>` for an instance of another class C."""
    kind = type(value)
    while kind is MethodType:
        value = value.__func__
        kind = type(value)
    # A method of C code that knows its class is of a subclass of BuiltinFunctionType.
    if kind in _NAMED or issubclass(kind, BuiltinFunctionType):
        return value.__qualname__
    if issubclass(kind, type):
        return _class_qualname(value)
    return f"<{_class_qualname(kind)}>"


_mro = type.__dict__["__mro__"].__get__
_namespace = type.__dict__["__dict__"].__get__


def code_of(value):
    """The code that a call of a Python function, a method or a class with a Python `__init__` runs; None for others."""
    kind = type(value)
    while kind is MethodType:
        value = value.__func__
        kind = type(value)
    if kind is FunctionType:
        return value.__code__
    if issubclass(kind, type):
        for base in _mro(value):
            init = _namespace(base).get("__init__")
            if init is not None:
                return init.__code__ if type(init) is FunctionType else None
    return None


def code_of_argument(value):
    """The code of a Python function or generator; None for others."""
    if type(value) is GeneratorType:
        return value.gi_code
    return value.__code__ if type(value) is FunctionType else None


_LONGEST = 200


def value_text(value):
    """The repr of plain data, cut off where it is long; `<C object>` for others."""
    if is_plain(value):
        text = repr(value)
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return f"<{_class_qualname(type(value))} object>"


_ATOMS = {type(None), bool, int, float, str, bytes, range}
_CONTAINERS = {tuple, list, set, frozenset}


def is_plain(value):
    """Whether a value is plain data: None, bool, int, float, str, bytes, range, and tuples, lists, sets, frozensets and dicts of
    plain data, each by its exact type. A container within itself does not make it less plain."""
    kind = type(value)
    if kind in _ATOMS:
        return True
    if kind is not dict and kind not in _CONTAINERS:
        return False
    seen = set()
    pending = [value]
    while pending:
        value = pending.pop()
        kind = type(value)
        if kind in _ATOMS:
            continue
        if id(value) in seen:
            continue
        seen.add(id(value))
        if kind is dict:
            pending.extend(value)
            pending.extend(value.values())
        elif kind in _CONTAINERS:
            pending.extend(value)
        else:
            return False
    return True


def plain_globals(namespace):
    """Sorted (name, repr) of the plain data of a namespace; names with two underscores on both sides are the module's own."""
    found = []
    for name, value in namespace.items():
        if type(name) is not str or name[:2] == "__" == name[-2:]:
            continue
        if is_plain(value):
            try:
                found.append((name, repr(value)))
            except (RecursionError, MemoryError) as e:
                found.append((name, f"<{type_name(e)}>"))
    found.sort()
    return found


MAX_CHAIN = 50


def exception(error, own, depth=0, seen=()):
    """An exception with its traceback and chain; `own` tells the frames that are the program's.

    Chains end at MAX_CHAIN links and where they come back to an exception that is on the way already.
    """
    try:
        message = str(error)
    except BaseException:
        message = "<exception str() failed>"
    trail = []
    tb = error.__traceback__
    while tb is not None:
        if own(tb.tb_frame):
            trail.append((tb.tb_frame.f_code.co_qualname, tb.tb_lineno or 0))
        tb = tb.tb_next
    out = {"type": type_name(error), "message": message, "traceback": trail}
    seen = (*seen, id(error))
    for name, other in (("cause", error.__cause__), ("context", error.__context__)):
        # 3.12 takes whatever the class of a cause makes.
        if isinstance(other, BaseException) and id(other) not in seen and depth < MAX_CHAIN:
            out[name] = exception(other, own, depth + 1, seen)
    return out
