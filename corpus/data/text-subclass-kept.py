class MyStr(str): pass
class Foo:
    def __repr__(self): return MyStr('foo')
    def __str__(self): return MyStr('bar')
    def __format__(self, spec): return MyStr('fmt')
print(type(ascii(Foo())), type(repr(Foo())), type(str(Foo())), type(format(Foo())), type(f'{Foo()}'), type(f'{Foo()!r}'), type('%s' % Foo()), type('{}'.format(Foo())))
print(type(MyStr('%s') % 'a'), type('%s' % MyStr('x')), type(f'{MyStr("x")}'), type(format(MyStr('x'))), type(str(MyStr('x'))), type(''.join([MyStr('x')])))
class F2:
    def __repr__(self): return MyStr('fooé')
print(type(ascii(F2())), ascii(F2()))
