import abc


class Hooked(abc.ABC):
    @classmethod
    def __subclasshook__(cls, subclass):
        print('hook', subclass.__name__)
        return NotImplemented


class Plain:
    pass


class Below(Plain):
    pass


Hooked.register(Plain)
print(issubclass(Plain, Hooked), isinstance(Plain(), Hooked))
print(issubclass(Below, Hooked), isinstance(Below(), Hooked))
