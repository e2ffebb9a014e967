# What descriptors of builtin types say of a receiver, or of arguments, that does not fit.
from collections import deque, defaultdict
import functools
tests = [deque.append, deque.__len__, functools.partial.__call__, type(int|str).__or__, str.join,
         int.bit_length, float.hex, dict.get, BaseException.with_traceback, ValueError.__init__,
         KeyError.__str__, object.__repr__, object.__reduce__, object.__init_subclass__, list.append,
         list.__getitem__, property.getter, staticmethod.__get__, type(list[int]).__mro_entries__, defaultdict.__missing__,
         StopIteration.__init__]
for f in tests:
    for a in ((), (3.5j,), (3.5j, 1, 2)):
        try:
            r = f(*a)
            print(f.__qualname__, 'value')
        except (TypeError, AttributeError) as e:
            print(f.__qualname__, type(e).__name__, e)
        except Exception as e:
            print(f.__qualname__, type(e).__name__)
for f, o in ((str.join, 3), (deque.append, 3), (int.__add__, 'a'), (dict.get, []), (ValueError.__str__, 3), (functools.partial.__call__, 3), (str.join, 'a'), (list.append, [])):
    try:
        print(type(f.__get__(o)))
    except TypeError as e:
        print(e)
    try:
        print(type(f.__get__(o, type(o))))
    except TypeError as e:
        print(e)
    try:
        print(type(f.__get__(None, type(o))))
    except TypeError as e:
        print(e)
for f in (dict.fromkeys, int.from_bytes, dict.__dict__['fromkeys'], int.__dict__['from_bytes'], float.__dict__['fromhex']):
    for a in ((), (3,), (int, []), (dict, [1]), (float, '1')):
        try:
            print(f(*a))
        except (TypeError, AttributeError, ValueError) as e:
            print(type(e).__name__, e)
