import io
class Raw(io.RawIOBase):
    def __init__(self, data): self.data = data; self.pos = 0; self.out = []
    def readable(self): return True
    def writable(self): return True
    def readinto(self, b):
        print('readinto', type(b).__name__, len(b))
        n = min(len(b), 5, len(self.data) - self.pos)
        b[:n] = self.data[self.pos:self.pos + n]
        self.pos += n
        return n
    def write(self, b):
        print('write', type(b).__name__, bytes(b)); self.out.append(bytes(b)); return len(b)
    def close(self):
        print('close'); super().close()
r = Raw(b'hello\nworld\nabc')
b = io.BufferedReader(r)
print(b.read(3), b.peek(), b.readline(), b.read())
b.close()
print(r.closed, b.closed)
t = io.TextIOWrapper(io.BufferedReader(Raw(b'one\ntwo\nthree')))
print(list(t))
w = io.BufferedWriter(Raw(b''), 4)
print(w.write(b'ab'), w.write(b'cdefg'), w.flush())
w.close()
print(Raw(b'abcdefgh').read(3), Raw(b'abcdefghi').readall(), Raw(b'x\ny\n').readlines())
del r, b, t, w
tw = io.TextIOWrapper(io.BytesIO(b'a\r\nb\n'), encoding='ascii')
print(tw.readlines(), tw.newlines, tw.buffer.getvalue(), tw)
bio = io.BytesIO(); tw = io.TextIOWrapper(bio, encoding='utf-8', write_through=True); tw.write('äö'); print(bio.getvalue()); tw.detach(); 
try: tw.read()
except ValueError as e: print(e)
class B(io.IOBase):
    pass
x = B(); print(x.readable(), x.closed, x.seekable()); 
for m in ('seek', 'tell', 'fileno', 'truncate'):
    try: print(getattr(x, m)(*([0] if m == 'seek' else [])))
    except io.UnsupportedOperation as e: print(m, e)
x.close(); print(x.closed, x.__dict__)
try: x.readline()
except Exception as e: print(type(e), e)
with B() as y: print(y.closed)
print(y.closed)
p = io.BufferedRWPair(io.BytesIO(b'abc'), io.BytesIO()); print(p.read(2), p.write(b'x'), p.readable(), p.closed)
d = io.IncrementalNewlineDecoder(None, True); print(repr(d.decode('a\r')), repr(d.decode('\nb')), d.newlines, d.getstate())
print(issubclass(io.FileIO, io.RawIOBase), isinstance(io.StringIO(), io.TextIOBase), io.TextIOWrapper.__mro__)
class S(io.StringIO):
    def write(self, s): return super().write(s.upper())
s = S(); print('hi', file=s); s.writelines(['a', 'b']); print(s.getvalue())
import sys
