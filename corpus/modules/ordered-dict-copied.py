# OrderedDict.copy() looks each value up again; a subclass's is made and filled by its own methods.
from collections import OrderedDict


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        print('hash', self.n)
        return self.n


class Own(OrderedDict):
    def __init__(self, *args):
        print('init')
        super().__init__(*args)

    def __getitem__(self, key):
        print('get', key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        print('set', key)
        super().__setitem__(key, value)


ordered = OrderedDict((Key(n), n) for n in range(3))
print(len(ordered.copy()))
own = Own(a=1, b=2)
print(own.copy(), type(own.copy()).__name__)
