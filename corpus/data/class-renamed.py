# A class is called what it was renamed to, dots and all.
class C:
    pass


C.__name__ = __name__ + ".io"
print(C.__name__, C, C.__qualname__)
try:
    del C.__name__
except TypeError as e:
    print(e)
