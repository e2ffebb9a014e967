# What C functions say of arguments that are too many, not known, or of another type.
import _csv
import array
import datetime
import gc
import io
import time

told = []


def attempt(f, *args, **keywords):
    try:
        f(*args, **keywords)
    except Exception as e:
        told.append(f'{type(e).__name__}: {e}')


attempt(_csv.Dialect, *range(10))
attempt(_csv.Dialect, *range(9), fuzz=1)
attempt(_csv.Dialect, fuzz=1, other=2)
attempt(gc.collect, 1, generation=2)
attempt(io.StringIO().seek)
for value in None, 1:
    attempt(time.strftime, value, (2020, 1, 1, 0, 0, 0, 0, 1, 0))
    attempt(array.array('u').fromunicode, value)
    attempt(bytes.fromhex, value)
day, moment = datetime.date(2020, 2, 29), datetime.datetime(2020, 2, 29, 3)
told.append([hasattr(c, '__replace__') for c in (datetime.date, datetime.time, datetime.datetime)])
told.append([hasattr(c, 'strptime') for c in (datetime.date, datetime.time, datetime.datetime)])
told.append((hasattr(array.array, 'clear'), day.__eq__(moment), day.__lt__(moment), day == moment))
