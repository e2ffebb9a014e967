# A generator that closes itself: ValueError, and it goes on.
def g():
    try:
        it.close()
    except ValueError as e:
        print(e)
    yield 1
it = g()
print(next(it))
