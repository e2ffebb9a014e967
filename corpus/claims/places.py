# Lines with and without a location.
def f(a,
      b=2):
    """A docstring is no place."""
    global g
    g = [
        a,
        b,
    ]
    if a:
        g = 3
    else:
        g = 4

    # A comment is none either.
    return (a +
            b)


f(1)
f(0)
