# A generator expression that nobody sees yet calls __iter__ (3.15): of the program from the library's, and of the library from the program's.

import collections.abc


class Members(collections.abc.Set):
    def __init__(self, members=()):
        self.members = list(members)

    def __contains__(self, x):
        return x in self.members

    def __iter__(self):
        return iter(self.members)

    def __len__(self):
        return len(self.members)


print(list(Members([1, 2]) & Members([2, 3])))


class Items(collections.abc.Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return [5, 6][i]


print(list(x for x in Items()))


class Mapped(collections.abc.Mapping):
    def __len__(self):
        return 1

    def __getitem__(self, key):
        return key

    def __iter__(self):
        return iter("k")


print(list(x for x in Mapped().items()), list(x for x in (y for y in Members([7]))))
