# A builtin's method in the place of another slot, and a builtin function as __call__, which binds nothing.
class Shown(int):
    __str__ = int.__repr__

    def __repr__(self):
        return 'shown'


class Called:
    __call__ = len


print(str(Shown(3)), repr(Shown(3)), f'{Shown(4)}', Called()('abc'))
