def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
ops = dict(append=lambda b: b.append(1), extend=lambda b: b.extend([1]), extend0=lambda b: b.extend([]), init=lambda b: b.__init__(b'abc'), pop=lambda b: b.pop(), clear=lambda b: b.clear(), insert=lambda b: b.insert(0, 1), remove=lambda b: b.remove(97),
 remove0=lambda b: b.remove(1), iadd=lambda b: b.__iadd__(b'a'), iadd0=lambda b: b.__iadd__(b''), imul=lambda b: b.__imul__(2), imul1=lambda b: b.__imul__(1), imul0=lambda b: b.__imul__(0), delitem=lambda b: b.__delitem__(0), longer=lambda b: b.__setitem__(slice(0, 1), b'abc'),
 same=lambda b: b.__setitem__(slice(0, 1), b'a'), setitem=lambda b: b.__setitem__(0, 5), reverse=lambda b: b.reverse(), delslice=lambda b: b.__delitem__(slice(0, 1)), delnone=lambda b: b.__delitem__(slice(0, 0)))
for start in (b'', b'abc'):
    for name, op in ops.items():
        b = bytearray(start)
        m = memoryview(b)
        n = m.cast('B')
        del m
        print(name, end=' ')
        t(lambda: op(b))
        print(b)
        del n
        t(lambda: b.append(9))
b = bytearray(b'abc')
def f():
    m = memoryview(b)
    b.pop()
t(f)
t(lambda: b.pop())
t(lambda: bytes(memoryview(b)))
t(lambda: b.pop())
