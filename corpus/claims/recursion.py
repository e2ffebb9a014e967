# Two frames of one function, one of them stepped over.
def f(n):
    if n:
        f(n - 1)
    return n


f(2)
