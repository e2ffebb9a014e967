# A class that inherits from sequences and mappings matches the pattern of whichever comes first in its order.
import array
import collections
from collections import UserDict, UserList, deque
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence


class Plain:
    pass


def kinds(*subjects):
    for subject in subjects:
        match subject:
            case [*_]:
                print(type(subject).__name__, 'sequence')
            case {}:
                print(type(subject).__name__, 'mapping')
            case _:
                print(type(subject).__name__, 'neither')


class A(UserDict, Sequence):
    pass


class B(Plain, UserDict, Sequence):
    pass


class C(UserDict, Plain, list):
    pass


class D(dict, Sequence, Plain):
    pass


class E(UserList, Mapping, Plain):
    def __iter__(self):
        return iter(())


class F(deque, Mapping):
    pass


kinds(A(), B(), C(), D(), E(), F(), array.array('b', b'abc'), memoryview(b'abc'), bytearray(b'abc'), 'abc')


class Late:
    pass


class Child(Late):
    pass


kinds(Late(), Child())
Sequence.register(Late)
kinds(Late(), Child())
MutableMapping.register(Child)
kinds(Late(), Child())
Mapping.register(Late)
kinds(Late(), Child())
try:
    class Both(metaclass=type(Sequence)):
        __abc_tpflags__ = 0x60
except TypeError as e:
    print(e)
