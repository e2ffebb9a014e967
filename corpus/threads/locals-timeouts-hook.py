# A thread-local with __init__, sleep, timeouts, threading.excepthook, Timer; the main thread ends by an exception.
import threading, time
class L(threading.local):
    def __init__(self, n):
        self.n = n
        print('init', n)
l = L(5)
def f(k):
    l.n += k
    time.sleep(k)
    print(l.n, k)
    if k == 2:
        return threading.current_thread().name
    lk = threading.Lock()
    lk.acquire()
    print(lk.acquire(timeout=0.5), lk.acquire(False))
    lk.release()
    lk.release()
def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.thread.name)
threading.excepthook = hook
ts = [threading.Thread(target=f, args=(i,)) for i in (3, 2, 1)]
for t in ts: t.start()
tm = threading.Timer(1.5, lambda: print('timer'))
tm.start()
print(l.n, threading.active_count())
raise KeyError(1)
