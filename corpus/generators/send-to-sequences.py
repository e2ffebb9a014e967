def g(seq):
    try:
        r = yield from seq
    except Exception as e:
        print(type(e).__name__, e)
for seq in ([1, 2], (1, 2), iter([1, 2]), range(2), 'ab'):
    it = g(seq)
    print(next(it))
    try:
        print(it.send('x'))
    except StopIteration:
        print('stop')
    it = g(seq)
    print(next(it, 0))
    it.close()
    it = g([1, 2])
    next(it)
    try:
        it.throw(KeyError('k'))
    except StopIteration:
        print('stop')
import collections
def h(seq):
    try:
        r = yield from seq
    except Exception as e:
        print(type(e).__name__, e)
class L(list): pass
class T(tuple): pass
class S(str): pass
NT = collections.namedtuple('NT', 'a b')
for seq in (b'ab', bytearray(b'ab'), range(2), {1, 2}, {1: 2}, {1: 2}.items(), frozenset({1}), 'é', 'ab', '', L([1]), T((1,)), NT(1, 2), S("ab"), (x for x in 'a'), map(str, 'a'), reversed([1])):
    it = h(seq)
    next(it, 0)
    try:
        it.send('x')
    except StopIteration:
        print('stop')
