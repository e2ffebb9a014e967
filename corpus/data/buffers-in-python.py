import collections.abc, inspect
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class B:
    def __init__(self, d): self.d = bytearray(d); self.n = 0
    def __buffer__(self, flags):
        print('buffer', flags); self.n += 1
        return memoryview(self.d)
    def __release_buffer__(self, v):
        print('release', type(v), len(v)); self.n -= 1
        v.release()
b = B(b'abc')
with memoryview(b) as m:
    print(m.tolist(), b.n); m[0] = 66
    t(lambda: b.d.append(3))
print(b.n, b.d)
m = memoryview(b); m.release(); print(b.n)
print(bytes(b), b.n)
print(bytearray(b))
print(isinstance(b, collections.abc.Buffer), isinstance(b'', collections.abc.Buffer), isinstance(3, collections.abc.Buffer), issubclass(bytearray, collections.abc.Buffer))
m = b''.__buffer__(0); print(type(m), m.readonly); t(lambda: b''.__buffer__(1)); m.release()
d = bytearray(b'x'); m = d.__buffer__(inspect.BufferFlags.WRITABLE); print(m.readonly); t(lambda: d.append(1)); d.__release_buffer__(m); d.append(1); print(d)
class C:
    def __buffer__(self, flags): return 3
t(lambda: memoryview(C()))
class D(bytearray):
    def __buffer__(self, flags):
        print('D', flags); return super().__buffer__(flags)
t(lambda: memoryview(D(b'ab')).tolist())
class E:
    def __buffer__(self, flags): 1/0
t(lambda: memoryview(E()))
print(inspect.BufferFlags(284))
def f():
    v = memoryview(b); print(b.n); del v; print(b.n)
f()
