import threading


def quiet(args):
    pass


def g(n):
    x = n
    return 1 // n


def f():
    g(0)


threading.excepthook = quiet
thread = threading.Thread(target=f)
thread.start()
thread.join()
g(1)
