# Two threads that take two locks in opposite order: some schedules end in a deadlock.
import threading
a = threading.Lock()
b = threading.Lock()
def f(x, y):
    with x:
        with y:
            pass
t = threading.Thread(target=f, args=(a, b))
t.start()
f(b, a)
t.join()
