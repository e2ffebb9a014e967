# Condition, Event, Semaphore, Barrier, thread-local data, a subclass of Thread, a daemon.
import threading
cond = threading.Condition()
ev = threading.Event()
sem = threading.Semaphore(1)
bar = threading.Barrier(2)
loc = threading.local()
out = []
def p(n):
    loc.x = n
    with cond:
        out.append(n)
        cond.notify()
    ev.wait()
    with sem:
        out.append(loc.x)
    bar.wait()
    out.append('b')
def c():
    with cond:
        while len(out) < 2:
            cond.wait()
    ev.set()
class T(threading.Thread):
    def run(self):
        c()
t = [threading.Thread(target=p, args=(i,)) for i in (1, 2)]
u = T(daemon=True)
u.start()
for x in t: x.start()
for x in t: x.join(timeout=3)
print(out, u.is_alive(), hasattr(loc, 'x'))
