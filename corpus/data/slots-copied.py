import copy
class A:
    __slots__ = ('x', '__y')
    def __init__(self): self.x = [1]; self.__y = 2
class B(A):
    __slots__ = ('z', 'x')
class C(A):
    pass
for k in A, B, C:
    o = k()
    if k is C: o.w = 5
    p = copy.deepcopy(o); q = copy.copy(o)
    print(p.x, q.x is o.x, p._A__y, o.__reduce_ex__(2)[2])
