# Iterators of itertools whose source fails: which of them are over, and which ask again.
import itertools
class I:
    def __init__(self, n): self.n = n; self.i = 0
    def __iter__(self): print('iter'); return self
    def __next__(self):
        print('next')
        if self.i >= self.n: raise StopIteration
        self.i += 1; return self.i
def tries(*fs):
    for f in fs:
        try: print(f())
        except BaseException as e: print(type(e).__name__, e)
a, b = itertools.tee(I(3)); print(next(a), list(b), list(a))
tries(lambda: itertools.tee(I(2), 0), lambda: itertools.tee(I(2), 3)[2], lambda: itertools.tee(5), lambda: itertools.tee([1], -1))
c = itertools.tee(a)[0]; print(type(c).__name__)
tries(lambda: list(itertools.batched(I(5), 2)), lambda: list(itertools.batched('abc', 0)), lambda: list(itertools.pairwise(I(3))), lambda: list(itertools.pairwise(I(0))))
class S:
    def __iter__(self): print('S.iter'); return self
    def __next__(self): print('S.next'); raise StopIteration
tries(lambda: list(itertools.batched(S(), 3)), lambda: list(itertools.tee(S())[0]), lambda: itertools.repeat(None).__length_hint__(), lambda: list(itertools.starmap(max, [I(2)])), lambda: list(itertools.zip_longest(I(1), I(2))), lambda: list(itertools.islice(I(5), 1, 4, 2)), lambda: list(itertools.accumulate(I(3))), lambda: [list(g) for k, g in itertools.groupby(I(3), lambda x: x // 2)], lambda: list(itertools.product(I(2), I(1))), lambda: list(itertools.permutations(I(2))), lambda: list(itertools.cycle(S())), lambda: list(itertools.islice(itertools.cycle(I(2)), 5)), lambda: list(itertools.compress(I(3), S())), lambda: list(itertools.takewhile(lambda x: x < 2, I(3))), lambda: list(itertools.dropwhile(lambda x: x < 2, I(3))), lambda: list(itertools.filterfalse(None, I(2))), lambda: list(itertools.chain(I(1), S())), lambda: list(itertools.chain.from_iterable([I(1), S()])), lambda: list(itertools.combinations(I(3), 2)))
class F:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1; print('F', self.i)
        if self.i == 3: raise KeyError(self.i)
        if self.i > 6: raise StopIteration
        return self.i
b = itertools.batched(F(), 2)
tries(*[lambda: next(b)] * 6)
p = itertools.pairwise(F())
tries(*[lambda: next(p)] * 6)
t, u = itertools.tee(F())
tries(*[lambda: next(t)] * 5, *[lambda: next(u)] * 5)
g = itertools.groupby(F(), lambda x: x // 2)
tries(*[lambda: next(g)[0]] * 6)
for make in lambda f: itertools.chain(f, [9]), lambda f: itertools.islice(f, 5), lambda f: itertools.zip_longest(f, 'ab'), lambda f: zip('abcdefg', f), lambda f: map(str, f), lambda f: itertools.accumulate(f), lambda f: itertools.takewhile(bool, f), lambda f: itertools.dropwhile(lambda x: x < 2, f), lambda f: itertools.starmap(pow, ((x, 2) for x in f)), lambda f: enumerate(f), lambda f: filter(None, f), lambda f: itertools.compress(f, itertools.repeat(1)), lambda f: itertools.cycle(f), lambda f: itertools.filterfalse(str, f):
    i = make(F())
    print(type(i).__name__)
    tries(*[lambda: next(i)] * 7)
