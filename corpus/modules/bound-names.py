# Qualified names of bound builtin methods.
class L(list): pass
l = L(); f = l.append; f(1); print(f.__qualname__, f.__name__, f); print([].append.__qualname__, dict.fromkeys.__qualname__, L.append, len.__qualname__)
class D(dict): pass
g = D.fromkeys; print(g.__qualname__, g([1])); h = D.__new__; print(h.__qualname__, object.__new__.__qualname__, L.__new__.__qualname__)
m = l.__len__; print(m.__qualname__, m()); i = iter([1]); n = i.__next__; print(n.__qualname__, n())
import math; print(math.sin.__qualname__, str.maketrans.__qualname__, 'a'.join.__qualname__, (1).__add__.__qualname__, int.from_bytes.__qualname__)
s = super(L, l).append; s(3); print(s.__qualname__, l)
