"""What modules hold, put back after a program that may have written on them."""

import sys

# A program may replace what the module `builtins` holds.
from builtins import any, isinstance, len, list
from types import ModuleType

# The interpreter sees to them itself.
_OTHERS = ("__main__", "builtins", "sys")
_absent = object()


class KeptModules:
    """The modules that are there before a program, and their values. Those that it imports go with it."""

    def __init__(self):
        self.modules = sys.modules.copy()
        self.values = [
            (module.__dict__, module.__dict__.copy())
            for name, module in self.modules.items()
            if isinstance(module, ModuleType) and name not in _OTHERS
        ]
        self.sys = sys.__dict__.copy()

    def restore(self):
        for namespace, before in self.values:
            if len(namespace) != len(before) or any(
                namespace.get(name, _absent) is not value for name, value in before.items()
            ):
                namespace.clear()
                namespace.update(before)
        # Never empty: everything that runs looks there.
        for name in [name for name in sys.__dict__ if name not in self.sys]:
            del sys.__dict__[name]
        for name, value in self.sys.items():
            if sys.__dict__.get(name, _absent) is not value:
                sys.__dict__[name] = value
        for name in list(sys.modules):
            if name not in self.modules:
                del sys.modules[name]
        for name, module in self.modules.items():
            if sys.modules.get(name, _absent) is not module:
                sys.modules[name] = module
