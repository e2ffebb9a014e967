# What the types of module `types` make, compare and refuse; `co_code`; numbers made by `from_number`.

import sys
import types


def f(a, b=1):
    return a + b


def t(g):
    try:
        print(repr(g()))
    except Exception as e:
        print(type(e).__name__, e)


N, P = types.SimpleNamespace, types.MappingProxyType
for g in (
    lambda: (type.__module__, int.__dict__ | {"q": 1} != {}, {"q": 2} | P({3: 4}), P({1: 2}) | P({5: 6}), next(reversed(P({1: 2, 3: 4})))),
    lambda: P({}).__ior__({}),
    lambda: P(3),
    lambda: P([1]),
    lambda: (bytearray(b"ab").__imul__(2), list.__new__.__self__, str.maketrans.__self__),
    lambda: (sys._getframe().f_trace_lines, sys._getframe().f_trace_opcodes),
    lambda: (N(a=[1]) == N(a=[1.0]), N(a=1) != N(a=1), N() == 3),
    lambda: N(a=1) < N(a=2),
    lambda: N(a=1, b=2).__replace__(a=3),
    lambda: N([("a", 1)], b=2),
    lambda: N(1),
    lambda: N(1, 2),
    lambda: N({1: 2}),
    lambda: (f.__code__.co_code, type(f.__code__.co_code)),
    lambda: types.FunctionType(3, {}),
    lambda: types.FunctionType(f.__code__, 3),
    lambda: types.MethodType(f),
    lambda: types.MethodType(3, 5),
    lambda: types.MethodType(f, None),
    lambda: types.MethodType(len, [1])(),
    lambda: (types.ModuleType("m", "doc").__doc__, types.ModuleType("m"), list(types.ModuleType("m").__dict__)),
    lambda: types.ModuleType(),
    lambda: types.ModuleType(3),
    lambda: (types.CellType(1) < types.CellType(2), types.CellType() == types.CellType(), types.CellType() < types.CellType(1)),
    lambda: list[int][str],
    lambda: list[int] | int | list[int],
    lambda: complex.from_number(3),
    lambda: float.from_number("3"),
):
    t(g)
