# A dropped generator drops the one that it iterates over.
def gen():
    yield
try:
    for x in (0 for j in gen()):
        0 // 0
except ZeroDivisionError:
    pass
