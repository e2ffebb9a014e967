# pow() with a modulus: which of three operands is asked, in which order.
def tell(*a):
    try: print(repr(pow(*a)))
    except Exception as e: print(type(e).__name__, e)
class I(int):
    def __repr__(self): return 'I(%r)' % int(self)
    def __pow__(self, other, mod=None): print('pow'); return I(pow(int(self), int(other), mod if mod is None else int(mod)))
    def __rpow__(self, other, mod=None): print('rpow'); return I(pow(int(other), int(self), mod if mod is None else int(mod)))
class P:
    def __pow__(self, o, m=None): print('P.pow', type(o).__name__, type(m).__name__); return NotImplemented
class R:
    def __rpow__(self, o, m=None): print('R.rpow', type(o).__name__, type(m).__name__); return 'r'
class B(P):
    def __rpow__(self, o, m=None): print('B.rpow', type(o).__name__, type(m).__name__); return NotImplemented
class J(int): pass
class F(float):
    def __pow__(self, o, m=None): return 'F'
for a in (I(2), 2, P(), B(), 2.0, F(2)):
    for b in (I(3), R(), B(), 3j):
        for m in (I(5), 5, R(), 1.5):
            tell(a, b, m)
tell(2, 3, 0); tell(2, -1, 5); tell(2, 3, -5)
print(I(2) ** I(3), 2 ** I(3), I(2) ** 3)
