# An alias of a builtin class is called, hashed and asked for attributes as its origin is; what it makes learns of it where it can.
class Box:
    __class_getitem__ = classmethod(type(list[int]))
    size = 3
    def __init__(self, *a, **k): self.a = a
    def __setattr__(self, name, value): super().__setattr__(name, value)
box = Box[int](1, key=2)
print(box.__orig_class__, Box[str].size, list[int]((1, 2)), dict[str, int](a=1), list(list[int])[0])
d = {list[int]: 1, int | str: 2}
print(d[list[int]], d[str | int], list[int].__name__, tuple[()])
try: Box[int].nope
except AttributeError as e: print(e)
