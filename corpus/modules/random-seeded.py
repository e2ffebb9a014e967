# Random numbers with a seed.
import random
random.seed(42); print(random.random(), random.randint(1, 6), random.choice('abc'), random.uniform(1, 2), random.sample(range(100), 5), random.choices([1, 2, 3], k=4), random.randrange(0, 100, 7), random.getrandbits(40), random.gauss(0, 1), random.betavariate(1, 2), random.expovariate(1.5), random.triangular(), random.normalvariate(), random.lognormvariate(0, 1), random.vonmisesvariate(0, 1), random.gammavariate(2, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.choices('ab', weights=[1, 3], k=5))
l = list(range(10)); random.shuffle(l); print(l)
r = random.Random(7); print([r.randint(0, 9) for _ in range(5)]); st = r.getstate(); a = r.random(); r.setstate(st); print(a == r.random(), len(st), st[0]); print(random.Random(-3).random(), random.Random(2.5).random(), random.Random(10**30).random())
for bad in (lambda: random.randint(3, 1), lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.randrange(0), lambda: r.getrandbits(-1), lambda: random.choices([], k=1), lambda: random.sample({1}, 1), lambda: random.seed([])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
class D(random.Random):
    def random(self): return 0.5
d = D(1); print(d.randint(1, 10), d.choice('abc'), d.uniform(0, 4)); d.seed(1); print(d.shuffle(x := [1, 2, 3]), x)
