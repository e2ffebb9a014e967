"""Descriptors, metaclasses and decorators: validated fields, plugins found by name, call counting, singletons."""
import functools
import sys


class Field:
    def __init__(self, kind, *, default=None, check=None):
        self.kind, self.default, self.check = kind, default, check

    def __set_name__(self, owner, name):
        self.name = name
        self.slot = f"_{name}"

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.slot, self.default)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        if self.check and not self.check(value):
            raise ValueError(f"{self.name}={value!r} refused")
        instance.__dict__[self.slot] = value

    def __delete__(self, instance):
        instance.__dict__.pop(self.slot, None)


class PluginMeta(type):
    plugins = {}

    def __new__(mcs, name, bases, namespace, *, key=None):
        cls = super().__new__(mcs, name, bases, namespace)
        cls.fields = [n for base in reversed(cls.__mro__) for n, v in vars(base).items() if isinstance(v, Field)]
        if key is not None:
            mcs.plugins[key] = cls
        return cls

    def __call__(cls, *args, **kwargs):
        made = super().__call__(*args, **kwargs)
        made.ready = True
        return made

    def __getitem__(cls, key):
        return cls.plugins[key]

    def __contains__(cls, key):
        return key in cls.plugins


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def retry(times, *errors):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for attempt in range(1, times + 1):
                try:
                    return function(*args, **kwargs)
                except errors as error:
                    print(f"  attempt {attempt}: {error}", file=sys.stdout)
            return None

        return wrapper

    return decorate


class Plugin(metaclass=PluginMeta):
    name = Field(str, default="?")
    weight = Field(int, default=1, check=lambda n: n > 0)

    def __init__(self, **values):
        for key, value in values.items():
            setattr(self, key, value)

    @counted
    def describe(self):
        return ", ".join(f"{n}={getattr(self, n)!r}" for n in self.fields)

    @functools.cached_property
    def heavy(self):
        print("  computing", self.name)
        return self.weight**10

    @staticmethod
    def shout(text):
        return text.upper() + "!"


class Upper(Plugin, key="upper"):
    def run(self, text):
        return self.shout(text)


class Repeat(Plugin, key="repeat"):
    times = Field(int, default=2)

    @retry(2, ValueError)
    def run(self, text):
        if self.weight == 3:
            self.weight -= 4
        return text * self.times


@functools.singledispatch
def show(value):
    return f"object {value}"


@show.register
def _(value: int):
    return f"int {value:+d}"


@show.register(list)
@show.register(tuple)
def _(value):
    return "[" + "; ".join(map(show, value)) + "]"


def main():
    made = [Plugin["upper"](name="u"), Plugin["repeat"](name="r", times=3), PluginMeta.plugins["repeat"](weight=3)]
    for plugin in made:
        print(type(plugin).__name__, plugin.describe(), plugin.ready, plugin.run("ab"))
    for bad in ({"weight": "x"}, {"weight": -1}, {"name": None}):
        try:
            Plugin(**bad)
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
    first = made[0]
    print(first.heavy, first.heavy, Plugin.describe.calls, Plugin.describe.__name__)
    del first.name
    print(first.name, "upper" in Plugin, "lower" in Plugin, Plugin.name.kind, Repeat.fields)
    print(show(3), show([1, (2, "x")]), show(None))
    try:
        Plugin["lower"]
    except KeyError as error:
        print("missing", error)


main()
