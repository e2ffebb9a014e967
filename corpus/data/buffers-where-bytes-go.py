import array
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
x = bytearray(b'ab'); x += memoryview(b'cd'); x += array.array('b', [65]); x.extend(memoryview(b'zz')); print(x, x == memoryview(x), b'b' in x)
m = memoryview(b'abcabc'); print(list(m), list(reversed(m)), 97 in m, b'a' in b'abc', b'abc'.find(memoryview(b'c')), b'ab'.replace(memoryview(b'a'), array.array('b', [66])), b' '.join([memoryview(b'a'), array.array('B', b'b')]))
f = memoryview(array.array('d', [1.5, 2.5])); print(f.tolist(), f.format, f[1], f == array.array('f', [1.5, 2.5]), f == array.array('d', [1.5, 2.5])); f[0] = 3; print(f.tolist()); t(lambda: f.__setitem__(0, 'a'))
z = memoryview(b'abcd').cast('i', []) ; print(z.tolist(), z.shape, z[()], z[...] is z); t(lambda: len(z)); t(lambda: z[0]); t(lambda: list(z))
t(lambda: memoryview(1)); t(lambda: memoryview('a')); t(lambda: memoryview()); t(lambda: m.cast('xx')); t(lambda: m.cast('I')); t(lambda: m.cast(1)); t(lambda: m.cast('B', 3)); t(lambda: m.cast('B', [4])); t(lambda: m.cast('B', [0])); t(lambda: m.cast('H').cast('I'))
t(lambda: m.tobytes('Z')); t(lambda: m.tobytes(3)); t(lambda: m < m); t(lambda: m + b'a'); t(lambda: m.foo); t(lambda: setattr(m, 'x', 1)); print(bool(memoryview(b'')), bool(m))
print(repr(m)[:11], repr(c)[:20]);
c = memoryview(b'ab').cast('c'); print(c.tolist()); q = memoryview(bytearray(2)).cast('?'); q[1] = 5; print(q.tolist())
match m:
    case [*rest]: print(rest)
