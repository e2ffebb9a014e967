# copy asks __getnewargs_ex__ first; numbers and patterns read any buffer; ldexp of very large exponents.
import array
import collections.abc
import copy
import math
import re
import types


class Named(int):
    def __new__(cls, *, name):
        made = int.__new__(cls)
        made.name = name
        return made

    def __getnewargs_ex__(self):
        return (), {'name': self.name}


class Wrong:
    result = 5

    def __getnewargs_ex__(self):
        return self.result


def attempt(f):
    try:
        print(f())
    except (TypeError, ValueError, OverflowError, AttributeError) as e:
        print(type(e).__name__, e)


named = Named(name=['x'])
print(copy.copy(named).name is named.name, copy.deepcopy(named).name, named.__reduce_ex__(2)[1])
for Wrong.result in 5, (), (1, {}), ((), 1), ((), {}):
    attempt(lambda: type(copy.copy(Wrong())))
for f in (
    lambda: (float(memoryview(b'2.5')), int(memoryview(b'12'))),
    lambda: math.ldexp(float('-inf'), -100000),
    lambda: math.ldexp(0.0, 10**20),
    lambda: math.ldexp(1, 10**20),
    lambda: math.ldexp(-1.0, -(10**20)),
    lambda: re.findall(b'.', memoryview(b'xy')),
    lambda: re.match('\ufb06', '\ufb05', re.I) is not None,
    lambda: isinstance(array.array('B'), collections.abc.MutableSequence),
    lambda: types.ModuleType.__new__(types.ModuleType).absent,
):
    attempt(f)
