def gen():
    yield 1
    yield 2
    return 3
print(list(gen()), [*gen()], tuple(gen()), sum(gen()), max(gen()), sorted(gen()), dict(zip(gen(), gen())))
a, b = gen(); print(a, b)
a, *b = gen(); print(a, b)
try: a, b, c = gen()
except ValueError as e: print(e)
try: a, = gen()
except ValueError as e: print(e)
print(next(gen()), next(iter([]), 'dflt'), 1 in gen(), 5 in gen())
for x, y in zip(gen(), map(str, gen())): print(x, y)
x = iter(gen, None)
it = iter([1,2,3]); print(list(it), list(it))
n = 0
def counter():
    global n; n += 1; return n
print(list(iter(counter, 4)))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
    def __len__(self): return 3
print(list(Seq()), list(reversed(Seq())), 20 in Seq())
print(list(enumerate(gen(), 5)), list(filter(lambda x: x > 1, gen())), list(map(lambda a, b: a+b, [1,2], gen())))
