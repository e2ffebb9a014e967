# gc.collect: weak references to what only cycles hold die, and their callbacks run; what is reached stays.
import gc, weakref
class Node:
    def __init__(self, name): self.name = name; self.me = self
class Told:
    def __del__(self): print('del')
node = Node('a')
ref = weakref.ref(node)
gc.collect(); print(ref() is node)
del node
print(ref() is None); gc.collect(); print(ref() is None)
first, second = Node('b'), Node('c')
first.other, second.other = second, first
refs = [weakref.ref(first, lambda ref: print('first', ref())), weakref.ref(second, lambda ref: print('second', ref())), weakref.ref(first, lambda ref: print('newest'))]
values = weakref.WeakValueDictionary(b=first, kept=Node('kept'))
del first, second
gc.collect(); print(len(values), [ref() for ref in refs])
told = Told()
node = Node('d'); node.told = told
del node
gc.collect(); print('collected')
del told
print('dropped')
def loop():
    def inner(): return inner
    return weakref.ref(inner)
ref = loop()
print(ref() is None); gc.collect(); print(ref() is None)
class Named:
    def __init__(self, name): self.name = name
    def __del__(self):
        print('del', self.name)
        if self.name == 'risen':
            global kept
            kept = self
first, second, risen = Named('first'), Named('second'), Named('risen')
first.o, second.o, risen.o = second, first, risen
second.held = Named('held')
del second, first, risen
print('before'); gc.collect(); print(kept.name)
del kept; gc.collect(); print('over')
