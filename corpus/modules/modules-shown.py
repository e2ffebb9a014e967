# C modules are built in, and say so; what their specs hold is not known.
import sys, math, json, itertools, _thread, gc
print(sys, math, itertools, gc)
print(sys.modules['math'] is math, sys.__name__)
import dataclasses, typing, enum, inspect, functools
print(inspect.ismodule(sys), inspect.isbuiltin(math.sin), math.sin.__module__)
