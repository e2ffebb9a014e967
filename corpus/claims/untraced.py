# An exception passes the frame that called the stepped one; its handler is one frame further down.
def f(n):
    n = 1 // n


def middle(n):
    f(n)


def outer():
    try:
        middle(0)
    except ZeroDivisionError:
        pass
    return 1


outer()
