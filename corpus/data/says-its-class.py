# isinstance() asks an object for its __class__ where its type says no.
class Proxy:
    def __init__(self, to): self.to = to
    @property
    def __class__(self): return type(self.to)
class Seen:
    def __getattribute__(self, name):
        if name == '__class__': raise AttributeError(name)
        return object.__getattribute__(self, name)
class Meta(type):
    def __instancecheck__(cls, value): return super().__instancecheck__(value)
class C(metaclass=Meta): pass
print(isinstance(Proxy([]), list), isinstance(Proxy([]), Proxy), isinstance(Proxy([]), (int, str)), isinstance(Seen(), int))
print(isinstance(Proxy(C()), C), isinstance(1, C))
