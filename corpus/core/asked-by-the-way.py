"""What repr, dir, iteration and comparison ask on their way."""

import types
import weakref


class Function:
    def __call__(self, x):
        return x

    def __getattr__(self, name):
        print('getattr', name)
        raise AttributeError(name)


print(repr(types.MethodType(Function(), 1)))


class Named(Function):
    __name__ = property(lambda self: 'computed')


print(repr(types.MethodType(Named(), 1)))


class NoClass:
    __class__ = property(lambda self: 5)


print(len(dir(NoClass())))


class Meta(type):
    def __dir__(cls):
        return ['q', '__class__']


class Listed(metaclass=Meta):
    pass


print([name for name in dir(types.GenericAlias(Listed, int)) if name in ('q', '__class__', '__args__')])
one = Function()
first = weakref.ref(one, print)
print(one.__weakref__ is first)
second = weakref.ref(one)
print(one.__weakref__ is second, NoClass().__weakref__)


class Items:
    __iter__ = property(lambda self: 1 // 0)
    __getitem__ = property(lambda self: [1, 2].__getitem__)


try:
    print(list(Items()))
except ZeroDivisionError as e:
    print(e)


class Own(set):
    def __contains__(self, item):
        print('contains', item)
        return True

    def __len__(self):
        print('len')
        return 1

    def __iter__(self):
        print('iter')
        return iter([7])


print({1: 2}.keys() == Own(), {1: 2}.items() <= Own(), {7: 2}.keys() >= Own(), {1: 2}.keys() > Own())
