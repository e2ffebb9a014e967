# Keys of one type are asked for < by their own __lt__ first, then in full: one that does not know is asked twice.
class Gt:
    def __init__(self, n): self.n = n
    def __lt__(self, other): return NotImplemented
    def __gt__(self, other): return self.n > other.n
class Other(Gt): pass
print([x.n for x in sorted([Gt(3), Gt(1), Gt(2)])])
print([x.n for x in sorted([Gt(3), Other(1), Gt(2)])])
