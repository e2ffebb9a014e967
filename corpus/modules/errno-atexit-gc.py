# Small C modules: errno, atexit, gc with its collector off.
import atexit, errno, gc
print(errno.errorcode[errno.ENOENT], errno.errorcode[errno.EWOULDBLOCK], errno.EDEADLK == errno.EDEADLOCK)
try:
    raise OSError(errno.EEXIST, 'there is one', 'f')
except FileExistsError as error:
    print(errno.errorcode[error.errno])
class Callback:
    def __init__(self, name): self.name = name
    def __call__(self, *args, **keywords): print(self.name, args, keywords)
callbacks = [Callback(name) for name in 'ab']
for callback in callbacks: atexit.register(callback, 1, x=2)
@atexit.register
def failing(): raise ValueError
atexit.register(print, 'c')
atexit.unregister(callbacks[0])
print(atexit._run_exitfuncs(), atexit._run_exitfuncs())
for wrong in (lambda: atexit.register(), lambda: atexit.register(1), lambda: gc.collect(3), lambda: gc.set_threshold('x')):
    try: wrong()
    except (TypeError, ValueError) as error: print(error)
class Node: pass
node = Node(); node.self = node; del node
gc.collect()
print(gc.isenabled(), gc.get_threshold(), gc.garbage)
