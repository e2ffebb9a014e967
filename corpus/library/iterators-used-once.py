# An iterator given to a builtin is used up once.
l=[1,2]; l[0:1]=iter([5,6]); print(l)
l[0:1]=(x for x in [7,8]); print(l)
b=bytearray(b'abc'); b[0:1]=iter([65,66]); print(b)
b[1:2]=[67]; print(b)
l[::2]=iter([1,2]); print(l)
l += iter([3]); print(l); l.extend(iter([4])); print(l)
s={1}; s.update(iter([2]), iter([3])); print(s, s.union(iter([4])), s & set(iter([2])), s.issuperset(iter([1])), s.isdisjoint(iter([9])))
print(max(iter([3,1])), min(iter([3,1]), key=lambda x: -x), sum(iter([1,2])), sum(iter([[1],[2]]), []), any(iter([0,1])), sorted(iter([2,1])), list(zip(iter([1]), iter([2]))), dict(iter([(1,2)])), dict(zip(iter('ab'), iter([1,2]))))
print('-'.join(iter(['a','b'])), b'-'.join(iter([b'a',b'b'])), bytes(iter([1,2])), bytearray(iter([1])), tuple(iter([1])), set(iter([1])), frozenset(iter([2])))
a, *c = iter([1,2,3]); print(a, c)
print([*iter([1])], {*iter([1])}, (lambda *a: a)(*iter([1,2])))
import math
print(math.prod(iter([2,3])), math.fsum(iter([.5])), math.dist(iter([1,2]), (x for x in (3,4))), math.dist((x for x in (3,4)), iter([1,2])), math.gcd(*iter([4,6])))
import collections, itertools, functools, heapq, statistics, random, bisect, operator
print(collections.deque(iter([1,2]), 1), collections.Counter(iter('aab')), list(itertools.chain(iter([1]), iter([2]))), functools.reduce(operator.add, iter([1,2,3])), heapq.nlargest(2, iter([1,5,3])), statistics.mean(iter([1,2,3])), list(heapq.merge(iter([1,3]), iter([2]))), operator.countOf(iter([1,1]), 1), operator.indexOf(iter([5,6]), 6))
print(list(itertools.product(iter([1,2]), iter([3]))), list(itertools.permutations(iter([1,2]))), list(itertools.accumulate(iter([1,2]))), list(itertools.zip_longest(iter([1]), iter([2,3]))), list(itertools.islice(iter([1,2,3]), 1, None)), list(itertools.compress(iter([1,2]), iter([1,0]))), list(itertools.groupby(iter([1,1]))) and 1, str.maketrans(dict(iter([('a', 'b')]))))
e=OverflowError(*iter([1])); print(repr(e), ExceptionGroup('g', list(iter([e]))))
print('%s %s' % tuple(iter([1,2])), '{} {}'.format(*iter([1,2])), isinstance(1, tuple(iter([int]))), 1 in iter([1]), [1,2,3].index(3), sum((x for x in iter([1]))))
