# `__reduce_ex__` finds `__reduce__` and `__getstate__` as attributes of the object, not on its type alone.
class Seen:
    def __getattribute__(self, name):
        print('finds', name)
        return super().__getattribute__(name)


class Plain:
    pass


class Own:
    def __reduce__(self):
        return 'of the class'


Seen().__reduce_ex__(2)
plain = Plain()
plain.__reduce__ = lambda: 'of the object'
plain.__getstate__ = lambda: 'its state'
print(plain.__reduce_ex__(4)[2])
own = Own()
own.__reduce__ = lambda: 'of the object'
print(own.__reduce_ex__(4))
try:
    own.__reduce_ex__('4')
except TypeError as error:
    print(error)
