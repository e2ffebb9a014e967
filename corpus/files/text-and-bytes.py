import io
f = open('a.txt', 'w')
print(f, f.fileno(), f.buffer, f.buffer.raw, f.mode, f.name, f.closed)
print(f.write('hello\nworld\nünï\n'))
f.close()
print(f.closed)
with open('a.txt') as f:
    print(f.read())
with open('a.txt') as f:
    for line in f:
        print(repr(line))
with open('a.txt') as f:
    print(f.readline(), f.readlines())
try:
    open('nope.txt')
except FileNotFoundError as e:
    print(e, e.errno, e.strerror, e.filename)
with open('a.txt', 'rb') as f:
    print(f.read(3), f.tell(), f.seek(1), f.read())
with open('a.txt', 'a') as f:
    f.write('more')
    print(f.tell())
print(open('a.txt').read())
open('b.txt', 'w').write('dropped')
print(open('b.txt').read())
with open('a.txt', 'r+') as f:
    print(f.readline()); print(f.tell()); f.seek(0); f.write('J'); f.seek(0); print(f.read())
try: f.read()
except ValueError as e: print(e)
try: open('a.txt').write('x')
except io.UnsupportedOperation as e: print(e)
