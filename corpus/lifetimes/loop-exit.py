# The end of a loop drops its iterator: before the branch until 3.13, after it later.
def gen():
    yield from [0]
for k, _ in zip(range(1), gen()):
    pass
