import sys
class A:
    def __init__(self, v): self.v = v
    def m(self): return self.v
sys.modules["mod"] = A(1)
import mod
print(mod.m())
sys.modules["mod"] = A(3)
from mod import m
print(m())
sys.modules["mod"] = None
try:
    import mod
except ImportError as e:
    print(type(e), e, e.name)
