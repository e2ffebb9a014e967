import csv, configparser, fileinput, io, os, sys
with open('t.csv', 'w', newline='') as f:
    w = csv.writer(f); w.writerow(['a', 'b']); w.writerows([[1, 'x,y'], [2, 'z']])
print(open('t.csv', newline='').read())
with open('t.csv', newline='') as f:
    for row in csv.reader(f): print(row)
with open('t.csv') as f:
    for row in csv.DictReader(f): print(row)
c = configparser.ConfigParser(); c['s'] = {'k': 'v'}
with open('c.ini', 'w') as f: c.write(f)
d = configparser.ConfigParser(); print(d.read(['c.ini', 'none.ini']), d['s']['k'])
open('l1', 'w').write('one\ntwo\n'); open('l2', 'w').write('three\n')
with fileinput.input(['l1', 'l2']) as fi:
    for line in fi: print(fi.filename(), fi.filelineno(), fi.lineno(), line.rstrip())
print('to file', file=open('pf', 'w')); print(open('pf').read())
f = open('pf', 'w'); print('buffered', file=f); print(os.path.getsize('pf')); f.flush(); print(os.path.getsize('pf')); f.close()
try: print('x', file=f)
except ValueError as e: print(e)
with open('tell', 'w+', encoding='utf-8') as f:
    f.write('äb\nçd\n'); f.seek(0); print(f.read(1), f.tell(), f.readline(), f.tell()); pos = f.tell(); print(f.read()); f.seek(pos); print(f.read(1), f.tell()); f.seek(0, 2); print(f.tell()); f.truncate(3); f.seek(0); print(repr(f.read()))
    try: f.seek(1, 1)
    except io.UnsupportedOperation as e: print(e)
    f.seek(0)
    try:
        for line in f: f.tell()
    except OSError as e: print(e)
with open('u16', 'w', encoding='utf-16') as f: f.write('hi'); f.write('yo')
print(open('u16', 'rb').read(), open('u16', encoding='utf-16').read())
try: open('u16', encoding='utf-8').read()
except UnicodeDecodeError as e: print(e)
try: open('asc', 'w', encoding='ascii').write('é')
except UnicodeEncodeError as e: print(e)
print(open('asc', 'w', encoding='ascii', errors='replace').write('é'), open('asc').read())
b = open('bin', 'wb+'); b.write(b'0123456789'); b.seek(3); print(b.read(2), b.tell()); b.seek(-2, 2); print(b.read()); b.seek(0); b.write(b'XY'); b.seek(0); print(b.read(), b.readinto(bytearray(3))); ba = bytearray(4); b.seek(1); print(b.readinto(ba), ba); b.truncate(2); b.seek(0); print(b.readlines(), b.peek() if hasattr(b, 'peek') else 0); b.close()
try: b.read()
except ValueError as e: print(e)
class T(io.TextIOWrapper):
    def close(self):
        print('closing'); super().close()
t = T(open('l1', 'rb'), encoding='utf-8'); print(next(t), list(t)); del t
with open('x', 'x') as f: pass
try: open('x', 'x')
except FileExistsError as e: print(e)
print(open('l1').readlines(1), open('l1').read(2), open('l1', buffering=1).readline())
r = open('raw', 'wb', buffering=0); print(r, r.write(b'abc'), r.tell(), r.mode, r.readable(), r.writable(), r.seekable(), r.closefd, r.name); r.close(); print(r)
try: r.write(b'')
except ValueError as e: print(e)
def op(path, flags): print('opener', path); return os.open(path, flags)
print(open('l1', opener=op).read())
f = open('l1'); g = f.detach(); print(g)
try: f.read()
except ValueError as e: print(e)
try: f.name
except ValueError as e: print(e)
f = open('l1'); next(f)
import sys
print(sys.stderr.write('err'), type(sys.stderr))
from contextlib import redirect_stdout
with open('rd', 'w') as f, redirect_stdout(f): print('into file')
print(open('rd').read())
