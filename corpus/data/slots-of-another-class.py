# What the slots of an object hold stays when it becomes one of another class; a property that no class named goes by its getter's name.
class A:
    __slots__ = ('x', 'y')
    def __init__(self): self.x = 1
class B:
    __slots__ = ('x', 'y')
    def get(self): return self.x
a = A()
a.__class__ = B
a.y = 2
print(a.get(), a.y)
B.z = property(B.get)
try: a.z = 3
except AttributeError as e: print(e)
