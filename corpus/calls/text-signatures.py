"""What slot wrappers say that they take."""

for method in (object.__init__, int.__add__, (5).__rpow__, dict.__setitem__, str.__getattribute__, property.__get__, list.__iter__):
    print(method.__name__, type(method).__name__, getattr(method, '__text_signature__'))
