class mymap(map): pass
class myfilter(filter): pass
class myzip(zip): pass
class myenum(enumerate): pass
class myrev(reversed): pass
import itertools
class mychain(itertools.chain): pass
class own(map):
    def __next__(self):
        return ('own', super().__next__())
class own2(map):
    def __iter__(self):
        print('iter')
        return super().__iter__()
print(list(mymap(lambda x: x + 10, range(4))))
print(list(myfilter(None, [0, 1, 2])), list(myzip('ab', 'cd')), list(myenum('ab')), list(myrev([1, 2])), list(mychain([1], [2])))
print(list(own(str, [1, 2])), list(own2(str, [1, 2])))
for x in mymap(str, [1, 2]): print(x)
print([*mymap(str, [1])], sum(mymap(int, '12')), next(mymap(int, '3')), tuple(mymap(int, '12')), dict(myzip('ab', 'cd')), sorted(mymap(int, '31')))
a, b = mymap(int, '12')
print(a, b, max(mymap(int, '12')), 2 in mymap(int, '12'), set(mymap(int, '1')))
