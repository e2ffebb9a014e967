class R:
    def __eq__(self, other):
        l[:] = other
        return True
l = [R(), 2, 3]
class L2(list): pass
class W:
    def __eq__(self, o):
        print('eq', type(o).__name__)
        l1.clear()
        return True
l1 = [W()]
try: print(l1.remove(5), l1)
except Exception as e: print(type(e), e)
l1 = [1, W(), 3]
print(l1.remove(7), l1)
l1 = [[], 1]
l1[0] = l1
try:
    print(l1.remove(l1), l1)
except Exception as e: print(type(e), e)
try: property.__new__(object)
except Exception as e: print(type(e), e)
try: list.__new__(object)
except Exception as e: print(type(e), e)
try: property.__new__(int)
except Exception as e: print(type(e), e)
try: property.__new__()
except Exception as e: print(type(e), e)
try: property.__new__(1)
except Exception as e: print(type(e), e)
