"""What is said of an iteration that fails: some ask and put their own TypeError in its place."""

import operator


class Own:
    def __iter__(self):
        raise TypeError('own')


class NoIterator:
    def __iter__(self):
        return 5


class Later:
    def __iter__(self):
        yield 1
        raise TypeError('later')


class Sized:
    def __iter__(self):
        return iter('ab')

    def __len__(self):
        print('len')
        return 2


def assign(slice_, values):
    items = [1, 2, 3]
    items[slice_] = values
    return items


for make in (Own, NoIterator, Later, Sized):
    for use in (
        lambda v: 2 in v,
        lambda v: operator.countOf(v, 1),
        lambda v: ''.join(v),
        lambda v: b''.join(v),
        bytes,
        lambda v: dict([v]),
        lambda v: assign(slice(0, 1), v),
        lambda v: assign(slice(0, 3, 2), v),
        list,
        set,
    ):
        try:
            print(make.__name__, use(make()))
        except TypeError as e:
            print(make.__name__, e)
