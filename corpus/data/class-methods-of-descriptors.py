# Until 3.12 a class method asks a descriptor that it holds for the class.
class Own:
    def __init__(self, func):
        self.func = func

    def __call__(self, *args):
        return 'called', args

    def __get__(self, obj, cls=None):
        return self.func.__get__(obj, cls)


class Deep(classmethod):
    def __get__(self, obj, cls=None):
        return 'deep', obj, cls.__name__


class A:
    @classmethod
    @property
    def shown(cls):
        return cls.__name__

    @classmethod
    @Own
    def own(cls):
        return 'own', cls.__name__

    @classmethod
    @Deep
    def deep(cls):
        return 1

    @classmethod
    @classmethod
    def twice(cls):
        return 'twice', cls.__name__

    @classmethod
    @staticmethod
    def still(*args):
        return 'static', len(args)

    length = classmethod(len)
    made = classmethod(dict.fromkeys)
    kind = classmethod(type)


def attempt(f):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


for target in A, A():
    attempt(lambda: target.shown if isinstance(target.shown, str) else type(target.shown).__name__)
    attempt(lambda: target.own())
    attempt(lambda: target.deep[0] if isinstance(target.deep, tuple) else target.deep())
    attempt(lambda: target.twice())
    attempt(lambda: target.still())
    attempt(lambda: target.length())
    attempt(lambda: target.kind().__name__)
