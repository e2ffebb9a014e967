# io.StringIO: positions, line ends, errors, streams of the program as files of print.
import io, contextlib, sys
f = io.StringIO('line1\nline2\nlast')
print(f.readline(), f.tell(), list(f), f.read(), f.seek(2), f.read(3), f.readline(2), f.readlines(), f.closed, f.seek(0, 2), f.write('XY'), f.getvalue())
f.seek(1); f.write('##'); print(f.getvalue(), f.tell(), f.truncate(5), f.getvalue(), f.truncate(), f.seek(10), f.write('z'), repr(f.getvalue()), f.readable(), f.writable(), f.seekable(), f.isatty(), f.line_buffering, f.encoding, f.newlines)
for bad in (lambda: f.write(3), lambda: f.seek(-1), lambda: f.seek(1, 1), lambda: f.seek(0, 5), lambda: f.truncate(-1), lambda: f.read('x'), lambda: io.StringIO(3), lambda: io.StringIO('a', 'q'), lambda: f.seek('a'), lambda: f.write(), lambda: next(io.StringIO()), lambda: f.close() or f.read(), lambda: f.getvalue(), lambda: f.__enter__(), lambda: io.StringIO('a', newline=5), lambda: f.foo):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
with io.StringIO() as g:
    print('a', 1, file=g, sep='-'); g.writelines(['x\n', 'y\r\n']); print(repr(g.getvalue()))
print(g.closed)
for nl in (None, '', '\n', '\r\n', '\r'):
    h = io.StringIO('a\r\nb\rc\n', newline=nl); h.seek(0, 2); h.write('q\n'); print(repr(nl), repr(h.getvalue()), h.seek(0), h.readlines())
buf = io.StringIO()
with contextlib.redirect_stdout(buf):
    print('hidden'); sys.stdout.write('w')
print(repr(buf.getvalue()), isinstance(buf, io.TextIOBase), isinstance(buf, io.IOBase), io.StringIO.__mro__, type(buf), buf.__class__.__name__)
class S(io.StringIO):
    def write(self, s): return super().write(s.upper())
s = S('ab'); s.x = 1; print('hello', file=s); print(s.getvalue(), s.x, s.__dict__)
e = io.StringIO(); print('é😀', end='', file=e); print(e.tell(), e.getvalue(), e.seek(1), e.read(1))
try: raise io.UnsupportedOperation('no')
except OSError as x: print(repr(x), isinstance(x, ValueError), io.UnsupportedOperation.__mro__)
for line in io.StringIO('p\nq\n'): print(repr(line))
print(*io.StringIO('1 2\n3'))
class W:
    def write(self, s): print('W', repr(s), file=sys.__stdout__ if 0 else buf)
    def flush(self): print('flushed')
print('x', file=W(), flush=True)
