import sys
its = [lambda: iter([1,2]), lambda: reversed([1,2]), lambda: iter((1,2)), lambda: iter('aé'), lambda: iter('ab'), lambda: iter(b'ab'), lambda: iter(bytearray(b'ab')), lambda: iter(range(3)), lambda: iter(range(10**30, 10**30+3)), lambda: iter({1}), lambda: iter({1:2}), lambda: iter({1:2}.values()), lambda: iter({1:2}.items()), lambda: reversed({1:2,3:4}), lambda: iter(int, 5), lambda: enumerate('ab', 3), lambda: zip('ab', 'cd'), lambda: zip('ab', 'cd', strict=True), lambda: map(str, [1,2]), lambda: filter(None, [1,2]), lambda: reversed('abc'), lambda: reversed((1,2)), lambda: reversed(range(3))]
class S:
    def __getitem__(self, i):
        if i > 1: raise IndexError
        return i
    def __len__(self): return 2
its += [lambda: iter(S()), lambda: reversed(S())]
import copy
def show(r):
    if isinstance(r, tuple): return tuple(show(x) for x in r)
    n = type(r).__name__
    return n if 'iterator' in n or n in ('S',) else r
for f in its:
    i = f()
    print(type(i).__name__, show(i.__reduce__()), [m for m in ('__reduce__', '__setstate__', '__length_hint__') if m in vars(type(i))])
    next(i)
    print(show(i.__reduce__()))
    if type(i).__name__ != 'callable_iterator':
        c = copy.copy(i)
        print(list(c))
    if type(i).__name__ != 'callable_iterator':
        list(i)
        print(show(i.__reduce__()))
    if hasattr(i, '__setstate__'):
        i = f()
        for n in (1, -5, 100):
            i = f()
            i.__setstate__(n)
            print(n, show(i.__reduce__()), list(i))
        try: i.__setstate__('x')
        except TypeError as e: print(e)
print([1].append.__reduce__()[1], len.__reduce__(), list.append.__reduce__()[1], int.__add__.__reduce__()[1], (1).__add__.__reduce__()[1], S.__len__.__get__(3).__reduce__()[1])
print(Ellipsis.__reduce__(), NotImplemented.__reduce__(), bytearray(b'a').__reduce__(), bytearray(b'a').__reduce_ex__(4))
