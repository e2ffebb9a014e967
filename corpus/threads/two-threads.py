# Two threads run one function.
import _thread, time
def f(n):
    x = n
    return x
_thread.start_new_thread(f, (1,))
f(2)
time.sleep(1)
