# A function that is left by an exception while it is stepped in, and called again afterwards.
def f(n):
    n = 1 // n
    return n


def g(n):
    try:
        f(n)
    except ZeroDivisionError:
        n = 1
    f(n)


g(0)
