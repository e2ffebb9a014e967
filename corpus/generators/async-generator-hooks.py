# sys.set_asyncgen_hooks: what is told of the first step of an async generator, and of its end in the place of closing it.
import sys
log = []
def first(g):
    print('first', g.__name__)
def fin(g):
    print('fin', g.__name__)
    try:
        g.aclose().send(None)
    except StopIteration:
        print('stopped')
print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(first, fin)
print(sys.get_asyncgen_hooks().firstiter is first)
async def ag():
    try:
        yield 1
        yield 2
    finally:
        print('finally')
g = ag()
try:
    g.__anext__().send(None)
except StopIteration as e:
    print(e.value)
try:
    g.__anext__().send(None)
except StopIteration as e:
    print(e.value)
g = None
print('gone')
h = ag()
del h
def f():
    x = ag()
    try:
        x.asend(None).send(None)
    except StopIteration as e:
        print('f', e.value)
f()
sys.set_asyncgen_hooks(firstiter=None)
y = ag()
c = y.aclose()
try:
    c.send(None)
except StopIteration:
    print('closed')
try:
    sys.set_asyncgen_hooks(5)
except TypeError as e:
    print(e)
try:
    sys.set_asyncgen_hooks(finalizer=5)
except TypeError as e:
    print(e)
sys.set_asyncgen_hooks(None, None)
print(tuple(sys.get_asyncgen_hooks()))
def bad(g):
    raise ValueError('first')
sys.set_asyncgen_hooks(bad)
z = ag()
try:
    z.__anext__()
except ValueError as e:
    print(e)
sys.set_asyncgen_hooks(None)
def keeps(g):
    log.append(g)
sys.set_asyncgen_hooks(finalizer=keeps)
k = ag()
try:
    k.__anext__().send(None)
except StopIteration:
    pass
del k
print(len(log))
log.clear()
print('end')
