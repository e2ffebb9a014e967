"""hasattr and getattr of classes whose descriptors fail on the class."""
class D:
    def __get__(self, o, c=None):
        if o is None: raise AttributeError('no')
        return 1
class P: color = D()
print(getattr(P, 'color', None), hasattr(P, 'color'))
class M(type): pass
class Q(metaclass=M): color = D()
print(getattr(Q, 'color', 3), hasattr(Q, 'color'))
import abc
class R(metaclass=abc.ABCMeta): color = D()
print(getattr(R, 'color', 3))
