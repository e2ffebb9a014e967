class B:
    tag = 1
    def method(self):
        'doc'
        return 1
    method.extra = 5
class D(B):
    def method(self): return super().method.__name__, super().method.__qualname__
d = D()
print(d.method.__name__, d.method.__qualname__, d.method(), B().method.extra, B().method.__module__, B().method.__doc__)
print(getattr(d.method, '__name__', '?'), getattr(super(D, d).method, '__name__', '?'), hasattr(d.method, 'nope'))
print(B().method.__code__.co_name, B().method.__defaults__, B().method.__func__.__name__)
for f in (lambda: d.method.nope, lambda: setattr(d.method, 'x', 1), lambda: d.method.__dict__):
    try:
        print(f())
    except AttributeError as e:
        print(e)
class C:
    @classmethod
    def make(cls): return cls.__name__
print(C.make.__name__, C().make.__qualname__, C.make.__self__ is C)
