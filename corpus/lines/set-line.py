# f_lineno is a trace function's to set.
import sys

frame = sys._getframe()
for line in 3, 10**30, 2.5, None, True:
    try:
        frame.f_lineno = line
    except ValueError as error:
        print(error)
try:
    del frame.f_lineno
except AttributeError as error:
    print(error)
