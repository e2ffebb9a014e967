# A generator that returns something leaves a StopIteration that FOR_ITER reports.
def gen():
    yield
    return 0
for j in gen():
    pass
