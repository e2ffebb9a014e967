# The locals of a frame that ends die from the first on; since 3.14 from the last.
class S:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


def f(raises):
    a = S(1)
    b = [S(2), S(3)]
    if raises:
        raise KeyError


f(False)
try:
    f(True)
except KeyError as e:
    print("caught")
