import threading
x = 1
lock=threading.Lock()
lock.acquire()
try:
    lock.acquire()
finally:
    x = 3
    print('no')
