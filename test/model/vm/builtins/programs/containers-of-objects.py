class V:
    def __init__(self, x): self.x = x
    def __eq__(self, o): print('eq'); return self.x == o.x
    def __lt__(self, o): return self.x < o.x
    def __repr__(self): return f'V{self.x}'
print([V(1), V(2)] == [V(1), V(2)], (V(1),) == (V(2),), [V(1)] != [V(1)], V(1) in [V(0), V(1)])
print(sorted([V(2), V(1)]), [V(1), V(3)] < [V(1), V(4)], {1: V(1)} == {1: V(1)})
try: hash(V(1))
except TypeError as e: print(e)
try: {V(1): 2}
except TypeError as e: print(e)
try: V(1) <= V(2)
except TypeError as e: print(e)
