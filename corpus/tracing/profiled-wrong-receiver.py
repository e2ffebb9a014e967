# A profile function hears no call of a method whose receiver does not fit: binding it raises before any tool is told.
import sys

told = []


def profiler(frame, event, arg):
    if event.startswith('c_'):
        told.append((event, arg.__name__))


def attempt(f):
    try:
        return f()
    except (TypeError, AttributeError) as e:
        return str(e)


wrong = [lambda: dict.get(print, 42), lambda: dict.get(), lambda: list.append([], 1, 2), lambda: str.upper(5), lambda: dict.get({}, 1)]
sys.setprofile(profiler)
results = [attempt(f) for f in wrong]
sys.setprofile(None)
print(results)
print(told)
