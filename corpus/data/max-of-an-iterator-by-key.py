# An iterator is read once, key or not.
def size(v):
    return -v


print(max(iter([1, 2]), key=size), min(iter([1, 2]), key=size, default=0))
