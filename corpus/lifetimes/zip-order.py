# zip drops its iterators from the last to the first.
try:
    for y, y in zip((0 for j in range(1)), (0 for v in range(1))):
        if x:
            pass
except NameError:
    pass
