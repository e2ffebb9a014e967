print(isinstance(1,int), isinstance(True,int), isinstance('a',(int,str)), issubclass(bool,int), isinstance([], object), type(1) is int, type(type), type(None), isinstance(None, type(None)))
print(callable(len), callable(1), callable(lambda: 1), id(1)==id(1))
class A: pass
print(dir(A())[-1], 'x' in dir(A), [n for n in dir(1) if not n.startswith('_')])
print(*[1,2,3], sep='-', end='!\n')
print('a','b',sep=''); print()
def f():
    x = 1; y = 2
    print(locals(), 'f' in globals())
f()
