# Locks, a queue, an exception that ends a thread, a generator shared by two threads.
import threading, queue
lock = threading.Lock()
rl = threading.RLock()
q = queue.Queue(2)
done = []
class E(Exception):
    def __str__(self):
        return 'e' + str(self.args[0])
def work(n):
    with lock:
        if n == 2:
            raise E(n)
        done.append(n)
    with rl:
        with rl:
            q.put(n)
    return n
def gen(n):
    try:
        for i in range(n):
            yield i
    finally:
        done.append('f')
g = gen(3)
def consume():
    for x in g:
        done.append(x)
        break
ts = [threading.Thread(target=work, args=(i,)) for i in range(3)] + [threading.Thread(target=consume)]
for t in ts:
    t.start()
for t in ts[:-1]:
    if not t.is_alive(): pass
print(q.get(), q.get())
for t in ts: t.join()
print(done)
