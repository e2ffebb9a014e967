# Indices that are none, or too large: IndexError before it is found that nothing can be stored; ranges and slice.indices say it their own way.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)


def put(s, i): s[i] = 0


def drop(s, i): del s[i]


for s in [1, 2], 'abc', range(5), bytearray(b'ab'), {1}:
    for i in 2**70, 'a', slice('a', None), 5: t(lambda: s[i]); t(lambda: put(s, i)); t(lambda: drop(s, i))
t(lambda: slice('a').indices(5)); t(lambda: 'abc'.find(1, 'x')); t(lambda: 'abc'.startswith('a', 'x'))
b = bytearray(b'abc')
t(lambda: put(b, slice(0, 1))); t(lambda: put(b, 0)); t(lambda: b.__iadd__(5)); t(lambda: b.__iadd__(b'x')); t(lambda: b.__setitem__(slice(None, None, 2), [1, 2]))
