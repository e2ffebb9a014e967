# What a module keeps of itself: object's own look-up does not ask its `__getattr__`; annotations are made, kept, asked of `__annotate__`.
import builtins
import collections
import types


def told(call, *args):
    try:
        print(call(*args))
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class Plain:
    prop = property(print)


module = types.ModuleType('module')
module.__getattr__ = lambda name: 'asked for ' + name
print(module.absent)
told(object.__getattribute__, module, 'absent')
told(object.__getattribute__, collections, 'absent')
told(object.__getattribute__, Plain, 'absent')
print(type(object.__getattribute__(Plain, 'prop')))
print(hasattr(builtins, 'absent'), list(vars(collections))[:8])
print(module.__annotations__)
module.__annotations__ = {'a': int}
print(module.__annotations__)
del module.__annotations__
if hasattr(types.ModuleType, '__annotate__'):
    module.__annotate__ = lambda form: {'form': form}
    print(module.__annotations__)
    told(setattr, module, '__annotate__', 5)
    module.__annotate__ = lambda form: form
told(lambda: module.__annotations__)
