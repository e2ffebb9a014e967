import typing, types, functools
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
def f(self): pass
p = property(f)
t(lambda: p.__set_name__(1))
t(lambda: p.__set_name__())
t(lambda: p.__set_name__(1, 2, 3))
t(lambda: p.__set_name__(1, 2))
t(lambda: p.__set_name__(1, 'x'))
t(lambda: p.__name__)
t(lambda: hasattr(property(), '__name__'))
t(lambda: property().__name__)
def g():
    p.__name__ = 'zz'
    return p.__name__
t(g)
t(lambda: p.__name__)
t(lambda: '__name__' in property.__dict__)
class A: pass
def g(): A.p = p; return A().p
t(g)
A.q = property(None)
t(lambda: A().q)
def g(): del p.__name__
t(g)
t(lambda: p.__name__)
P = typing.ParamSpec('P')
t(lambda: hash(P.args))
t(lambda: hash(P.kwargs))
t(lambda: {P.args: 1})
t(lambda: P.args == P.args)
t(lambda: iter(list[int]).__reduce__())
t(lambda: next(iter(list[int])))
i = iter(list[int])
next(i)
t(lambda: i.__reduce__())
t(lambda: next(i, 'end'))
class Sub:
    def __init__(self, r): self.r = r
    __parameters__ = ()
    def __typing_subst__(self, arg): return self.r
for r in (3, None, (1,), [1], ()):
    class TV:
        def __typing_subst__(self, arg): return r
    tv = TV()
    t(lambda: types.GenericAlias(list, (tv,)).__parameters__ == (tv,))
    t(lambda: types.GenericAlias(list, (tv,))[int])
t(lambda: types.GenericAlias.__dict__['__origin__'])
t(lambda: types.GenericAlias.__origin__)
t(lambda: types.UnionType.__dict__['__args__'])
t(lambda: types.GenericAlias.__getitem__)
t(lambda: types.GenericAlias.__mro_entries__)
t(lambda: types.UnionType.__or__)
t(lambda: types.UnionType.__mro_entries__)
t(lambda: types.SimpleNamespace.__dict__['__dict__'])
t(lambda: types.SimpleNamespace.__replace__)
t(lambda: typing.TypeVar.__dict__['__name__'])
t(lambda: typing.TypeVar.__mro_entries__)
t(lambda: types.MethodType.__func__)
t(lambda: types.FunctionType.__code__)
t(lambda: types.ModuleType.__dict__['__dict__'])
t(lambda: types.CodeType.co_name)
t(lambda: functools.partial.func)
t(lambda: types.MappingProxyType.get)
t(lambda: types.CellType.cell_contents)
t(lambda: typing.ParamSpecArgs.__origin__)
t(lambda: typing.TypeAliasType.__value__)
t(lambda: typing.Generic.__class_getitem__)
t(lambda: {{}.keys(): 1})
t(lambda: {{}.items()})
t(lambda: hash({}.values()) and 1)
