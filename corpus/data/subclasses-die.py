# A class knows those made from it weakly: a collection that finds one takes it off `__subclasses__()`.
import gc
class Parent: pass
class Child(Parent): pass
class Other(Parent): pass
class Grand(Child): pass
print([c.__name__ for c in Parent.__subclasses__()])
del Grand
gc.collect()
print([c.__name__ for c in Parent.__subclasses__()], Child.__subclasses__())
keep = Child
del Child, Other
gc.collect()
print([c.__name__ for c in Parent.__subclasses__()])
del keep
gc.collect()
print(Parent.__subclasses__())
