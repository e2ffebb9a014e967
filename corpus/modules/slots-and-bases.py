# Slots that a class may not have again, and those of several bases.
class A: pass
for bases in ((A,), (object,), (Exception,), (set,), (dict, A), (type,)):
    for s in (('__dict__',), ('__weakref__',), ('__weakref__', 'x'), ('__dict__', '__weakref__')):
        try:
            K = type('K', bases, {'__slots__': s})
            print(bases, s, 'ok', '__dict__' in K.__dict__, '__weakref__' in K.__dict__)
        except Exception as e: print(bases, s, repr(e))
class W:
    __slots__ = ('__weakref__',)
try:
    class W2(W): __slots__ = ('__weakref__',)
except Exception as e: print(repr(e))

for t in ['', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}']:
    print(t)

for t in ['', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}']:
    try: print(t, ord(t))
    except Exception as e: print(e)


def f(x): return x
for text in ['a', 'b', 'c', 'd', 'e', 'f']:
    print(f(text))
for text in ['', 'b', '1'*50, 'd', 'e', 'f']:
    print(f(text))
