# A loop that is left by break closes its generator there and then.
def g():
    try:
        yield 1
    finally:
        pass
for i in g():
    break
x = 1
