class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def fr():
    for i in (D(1), D(2)):
        return i
fr()
print('fr')
def fr():
    for i in [D(1), D(2)]:
        return 5
fr()
print('fr')
def fr():
    for i in (D(1), D(2)):
        break
    print('b')
fr()
print('fr')
def fr():
    for i in (D(1), D(2)):
        i = None
        raise ValueError
try: fr()
except ValueError: print('h')
print('fr')
def fr():
    for i in (D(1), D(2)):
        for j in (D(3), D(4)):
            return
fr()
print('fr')
def fr():
    for i in (D(1), D(2)):
        with open: pass
try: fr()
except TypeError: print('h')
def fr():
    for i in (D(1), D(2)):
        try: return
        finally: print('f')
fr()
