# Names that are no globals come from the builtins module as it is now, or from what stands as __builtins__ among the globals.

import builtins
import sys

print(type(__builtins__).__name__, __builtins__ is builtins, sys._getframe().f_builtins is vars(builtins))
builtins.zork = 5
print(zork)
del builtins.zork
try:
    zork
except NameError as e:
    print(e)
real = builtins.len
builtins.len = lambda v: 42
print(len([]))
builtins.len = real


def importing(name, globals=None, locals=None, fromlist=(), level=0):
    print("import", name, fromlist, level)
    return original(name, globals, locals, fromlist, level)


original = builtins.__import__
builtins.__import__ = importing
import math
from math import pi

builtins.__import__ = original


def t(text, names):
    try:
        exec(text, names)
        print(sorted(name for name in names if name != "__builtins__"))
    except Exception as e:
        print(type(e).__name__, e)


for text in ("print(1)", "x = [i for i in (1, 2)]", "class A: pass", "import math", "def f(): return len\nf()"):
    t(text, {"__builtins__": {}})
t("x = len", {"__builtins__": {"len": 7}})
names = {}
exec("a = type(__builtins__)", names)
print(names["a"])
