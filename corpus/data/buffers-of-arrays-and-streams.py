import array, io, struct
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
b = bytearray(b'Axydefgh')
a = array.array('h', [1,2,3])
am = memoryview(a); print(am.format, am.tolist(), am.itemsize, bytes(a), bytearray(a), b'x' + a); t(lambda: a.append(3)); am[1] = -5; print(a); t(lambda: am.__setitem__(0, 1<<20)); a.byteswap(); print(am.tolist())
with am: pass
a.append(3); print(a)
io1 = io.BytesIO(b'hello'); g = io1.getbuffer(); g[0] = 72; print(io1.getvalue()); t(lambda: io1.write(b'x')); t(lambda: io1.close()); t(lambda: io1.truncate()); g.release(); io1.write(b'y'); print(io1.getvalue(), type(g))
t(lambda: g.obj)
struct.pack_into('<H', memoryview(b), 2, 0x4142); print(b, struct.unpack_from('<H', a, 0), list(struct.iter_unpack('h', a)))
print(int(memoryview(b'12')), float(memoryview(b'1.5')), eval(memoryview(b'1+2')), str(memoryview(b'abc'), 'utf-8'), str(array.array('b', b'xyz'), 'ascii'), int(array.array('b', b'12')))
exec(bytearray(b'print(7)'))
a2 = array.array('B'); a2.frombytes(memoryview(b'abc')); print(a2)
def f():
    x = bytearray(b'ab'); x += x
t(f)
