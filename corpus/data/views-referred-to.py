import weakref
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
b = bytearray(b'ab')
m = memoryview(b)
w = weakref.ref(m, lambda r: print('gone'))
print(w() is m)
del m
print(w())
b.append(99)
t(lambda: bytes('', errors='ignore'))
t(lambda: bytearray('a', errors='ignore'))
print(b' ab'.strip(), bytes.fromhex('6162'))
