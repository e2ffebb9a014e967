# A class body asks the namespace that __prepare__ made, also where that is a subclass of dict.
class Namespace(dict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return Namespace()


class C(metaclass=Meta):
    x = 1
    y = x
