def g(x):
    yield from x
for x in ([1, 2], (3, 4), 'ab', b'cd', range(2), {5: 6}, iter([7, 8])):
    i = g(x)
    print(next(i), type(i.gi_yieldfrom).__name__, i.gi_yieldfrom is x)
    try: print(i.send(3))
    except Exception as e: print(type(e), e)
    try: print(i.throw(KeyError))
    except Exception as e: print(type(e), e)
l = [1]
for v in l:
    if v < 5: l.append(v + 1)
    print(v)
l = [1, 2, 3]
for v in l:
    l.clear()
print(l)
