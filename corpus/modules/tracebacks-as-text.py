# What traceback makes of an exception.
import traceback, sys
def f(x):
    return 1 / x
try:
    f(0)
except ZeroDivisionError as e:
    s = traceback.format_exc()
    print(s.splitlines()[0], s.splitlines()[-1])
    print(len(traceback.extract_tb(e.__traceback__)), traceback.format_exception_only(e))
    for fr in traceback.extract_tb(e.__traceback__): print(fr.name, fr.lineno)
    traceback.print_exc(file=sys.stdout)
