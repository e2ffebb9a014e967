import io
class R(io.RawIOBase):
    def readable(self): return True
    def readinto(self, b): return None
print(io.BufferedReader(R()).read(), R().read(3))
class Bad(io.RawIOBase):
    def readable(self): return True
    def readinto(self, b): raise OSError('boom')
try: io.BufferedReader(Bad()).read(1)
except OSError as e: print(e)
class Buf(io.BufferedIOBase):
    def __init__(s): s.d = [b'ab\n', b'cd', b'']
    def readable(s): return True
    def read1(s, n=-1): print('read1', n); return s.d.pop(0)
    def read(s, n=-1): print('read', n); return s.d.pop(0)
t = io.TextIOWrapper(Buf(), encoding='utf-8')
print(t.readline(), t.read(1), t.read())
class F(io.IOBase):
    def __del__(self): print('del'); super().__del__()
    def close(self): print('close'); super().close()
f = F(); del f
class G(io.IOBase):
    def close(self): print('gclose'); super().close()
g = G(); del g
def gen():
    with open('z', 'w') as f:
        for i in range(3): f.write(f'{i}\n'); yield i
print(list(gen()), open('z').read().split())
f = open('z'); it = iter(f); print(it is f, next(it)); f.close()
try: next(it)
except ValueError as e: print(e)
print([l for l in open('z')], max(open('z'), key=len), sum(map(int, open('z'))), dict(enumerate(open('z'))), list(zip(open('z'), open('z'))))
print(sorted(open('z'), reverse=True), '1\n' in open('z'), ''.join(open('z')), list(reversed(open('z').readlines())))
a, b, c = open('z'); print(a, b, c)
print(open('z').__enter__().__class__, hasattr(f, '__dict__'), f.__class__.__name__, io.open is open, f.__iter__, f.readline.__self__ is f)
try: open()
except TypeError as e: print(e)
try: open('z', 'r', foo=1)
except TypeError as e: print(e)
try: open('z').write(1)
except TypeError as e: print(e)
try: open('zz', 'w').write(b'1')
except TypeError as e: print(e)
try: open('zz', 'wb').write('1')
except TypeError as e: print(e)
try: open('z').read('a')
except TypeError as e: print(e)
try: open('z').readlines('a')
except TypeError as e: print(e)
try: open('z', encoding=1)
except TypeError as e: print(e)
try: open('z', newline='x')
except ValueError as e: print(e)
try: open('z', 3)
except TypeError as e: print(e)
try: open(99)
except OSError as e: print(e, e.filename)
try: open(-1)
except ValueError as e: print(e)
