# An exception drops the iterator of the loop that it leaves before it is handled.
def gen():
    v = yield
try:
    for b in gen():
        [].throw
except Exception:
    pass
