# not of what Python code tells the truth of.
class B:
    def __init__(self, b): self.b = b
    def __bool__(self): return self.b


class L:
    def __len__(self): return 0


print(not B(True), not B(False), not L(), [x for x in (B(True), L()) if not x] != [])
