# StopIteration of a __next__ in Python goes through zip to FOR_ITER.
class C:
    at = 0
    def __iter__(self):
        return self
    def __next__(self):
        raise StopIteration
for v in zip(C()):
    pass
