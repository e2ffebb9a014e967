# OrderedDict takes items one by one, each through __setitem__, before it asks for the next.
from collections import OrderedDict


class Latest(OrderedDict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        if len(self) > 2:
            print('drop', self.popitem(last=False))


class Keyed:
    def keys(self):
        return iter('ab')

    def __getitem__(self, key):
        return key * 2


class Listed:
    def items(self):
        return [(1, 2)]


def pairs():
    for n in range(4):
        yield n, n * n


latest = Latest(pairs(), z=1)
latest.update(Keyed())
latest.update(Listed())
print(latest, latest | {'x': 1})
for wrong in 5, [(1,)], [()], [(1, 2, 3)], [5]:
    try:
        latest.update(wrong)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    latest.update(1, 2)
except TypeError as e:
    print(e)
