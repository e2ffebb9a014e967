# Every error text of the builtins, one expression a line.
try:
    print(repr(1/0)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1//0)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1%0)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(divmod(1,0))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1.0/0)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1.0//0)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1.0%0)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(divmod(1.0,0))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(0**-1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(0.0**-1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(pow(2,-1,4))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(pow(2,1,0))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1<<-1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1>>-1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1+'a')[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a'+1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([]+1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(()+1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({}+1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a'*'b')[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([1]*'a')[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1-'a')[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1@2)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(2**'a')[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(~'a')[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(-'a')[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(+[])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1<'a')[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([]<{})[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(None<1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a'%1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(b'a'+1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1.5)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a'+None)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(x)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([1][2])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([1]['a'])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr((1,)[5])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('ab'[5])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({}['a'])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1[0])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(None[0])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(len[0])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int['a'])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(type[0])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a'['b'])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(range(3)[5])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(range(3)['a'])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({1}[0])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr((1,)['a'])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(b'a'[4])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(b'a'['x'])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(hash([]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(hash({}))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(hash(set()))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({[]:1})[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({[1]})[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({(1,[]):1})[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([] in {})[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([] in set())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({}.get([]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(hash(slice(1,2)))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(set().add([]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(iter(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(iter(None))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(next(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(next([]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(next(iter([])))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(list(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(tuple(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(set(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(dict(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(dict([1]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(dict([(1,2,3)]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(dict(['abc']))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(sum(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(sum(['a']))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(sum([[]],''))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(sum([b''],b''))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(min([]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(max([]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(min())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(min(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(max(1,'a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(sorted(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(sorted([1,'a']))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(sorted())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(any(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(all(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(enumerate(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(enumerate())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(zip(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(zip([],1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(map())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(map(len))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(map(len,1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(filter())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(filter(None))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(filter(None,1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(reversed(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(reversed({1}))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(len(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(len())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(len([],[]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(abs('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(abs())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(chr(-1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(chr(1114112))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(chr('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(ord('ab'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(ord(''))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(ord(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(bin('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(hex(1.5))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(oct('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(divmod('a',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(pow('a',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(pow(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(round('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(round(1.5,'a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(round(float('inf')))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(round(float('nan')))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(callable())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(isinstance(1,1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(isinstance(1,(int,1)))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(issubclass(1,int))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(issubclass(int,1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(isinstance(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(getattr(1,'x'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(getattr(1,1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(getattr(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(setattr(1,'x',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(setattr(1,'real',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(delattr(1,'x'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(hasattr(1,1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(vars(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(dir(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(id())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int('1',5,6))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int('12',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int('9',8))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int([]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int(None))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int(''))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int(' 1_0 '))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int('1__0'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int(float('nan')))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int(float('inf')))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int(x=1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(float('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(float([]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(float(None))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(bool(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(str(1,2,3,4))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(str(1,'utf8'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(list(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(list(a=1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(tuple(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(set(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(dict(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(range())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(range('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(range(1,2,0))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(range(1,2,3,4))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(range(1.5))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(range(a=1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(slice())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(object(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(type())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(type(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(type('a',1,1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(type('a',(),1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(type(1,(),{}))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(super())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(super(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(super(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(super(int,'a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(property(1,2,3,4,5))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(staticmethod())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(classmethod())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(print(1,sep=1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(print(1,end=1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(print(1,foo=1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(print(file=1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(format(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(format(1,'z'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(format('a','d'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(format([], 'x'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(format(1.5,'d'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(repr())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(ascii())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(__import__('nope'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(bytes('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(bytes(-1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(bytes([256]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(bytes(['a']))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(complex('a'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(frozenset(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(frozenset(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(hash())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(iter())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(iter(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(next())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(map(None,[1]).__next__())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(list(map(1,[1])))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int.x)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(len.x)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr((1).real.x)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([].foo)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(None.foo)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([].append())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([].append(1,2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a'.join(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a'.join([1]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([].pop())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([1].pop(5))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({}.pop(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({}.popitem())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(set().pop())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([].remove(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([].index(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr((1,).index(2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a'.index('b'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([].insert(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({}.update(1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(object().x)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(setattr(object(),'x',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(type.foo)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(setattr(int,'x',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(delattr(int,'real'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr((lambda:1).foo)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(Exception().foo)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(len.__name__.foo)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(setattr([],'append',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(delattr([],'append'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(delattr([],'foo'))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(setattr([],'foo',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(setattr((1).__class__,'real',2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(setattr(len,'x',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(setattr(len,'__name__',1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    a,b=1
except Exception as e:
    print(type(e).__name__, e)
try:
    a,b=[1]
except Exception as e:
    print(type(e).__name__, e)
try:
    a,b=[1,2,3]
except Exception as e:
    print(type(e).__name__, e)
try:
    a,*b=[]
except Exception as e:
    print(type(e).__name__, e)
try:
    a,*b,c=[1]
except Exception as e:
    print(type(e).__name__, e)
try:
    a,b=1,2,3
except Exception as e:
    print(type(e).__name__, e)
try:
    a,b=iter([1,2,3])
except Exception as e:
    print(type(e).__name__, e)
try:
    a,b={1:1,2:2,3:3}
except Exception as e:
    print(type(e).__name__, e)
try:
    a,b='abc'
except Exception as e:
    print(type(e).__name__, e)
try:
    *a,=1
except Exception as e:
    print(type(e).__name__, e)
try:
    del [][0]
except Exception as e:
    print(type(e).__name__, e)
try:
    del {}[1]
except Exception as e:
    print(type(e).__name__, e)
try:
    del (1,)[0]
except Exception as e:
    print(type(e).__name__, e)
try:
    (1,)[0]=1
except Exception as e:
    print(type(e).__name__, e)
try:
    'a'[0]='b'
except Exception as e:
    print(type(e).__name__, e)
try:
    [][0]=1
except Exception as e:
    print(type(e).__name__, e)
try:
    None[0]=1
except Exception as e:
    print(type(e).__name__, e)
try:
    [1,2][::2]=[1]
except Exception as e:
    print(type(e).__name__, e)
try:
    [1][0:1]=1
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1 in 1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a' in 1)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1 in 'a')[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1 in [1])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(not_defined)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    del not_defined
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(lambda x:x)[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr((lambda x:x)())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(1())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(None())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr('a'())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([](1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(object()())[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    raise 1
except Exception as e:
    print(type(e).__name__, e)
try:
    raise int
except Exception as e:
    print(type(e).__name__, e)
try:
    raise
except Exception as e:
    print(type(e).__name__, e)
try:
    raise Exception from 1
except Exception as e:
    print(type(e).__name__, e)
try:
    assert 0
except Exception as e:
    print(type(e).__name__, e)
try:
    assert 0,'x'
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(1):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(int,str):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(bool):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(object,int):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(int,int):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(metaclass=1):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(x=1):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(range):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(type(None)):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(type(lambda:1)):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    class A(slice):pass
except Exception as e:
    print(type(e).__name__, e)
try:
    for x in 1: pass
except Exception as e:
    print(type(e).__name__, e)
try:
    with 1: pass
except Exception as e:
    print(type(e).__name__, e)
try:
    async_=1
except Exception as e:
    print(type(e).__name__, e)
try:
    x=yield_
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr([*1])[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({**1})[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(print(*1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(print(**1))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(print(**{1:1}))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(f(**{'a':1},a=2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(dict(**{'a':1},a=2))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({*1})[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr((*1,))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr(int(*[1,2,3,4]))[:60])
except Exception as e:
    print(type(e).__name__, e)
try:
    print(repr({**[1]})[:60])
except Exception as e:
    print(type(e).__name__, e)
