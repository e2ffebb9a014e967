# bytes and bytearray: center, expandtabs, istitle, rsplit; a memoryview is a sequence.
print(b'abc'.center(7), b'abc'.center(6), b'ab'.center(5, b'*'), b'a\tb\n\tc'.expandtabs(), b'a\tb'.expandtabs(3), b'a\tb'.expandtabs(tabsize=0), b'Ab Cd'.istitle(), b'AB'.istitle(), b''.istitle(), b'a1B'.istitle(), b'1A'.istitle())
print(b' a b  c '.rsplit(None, 1), b'a,b,c'.rsplit(b',', 1), b'a,b,,c'.rsplit(b','), b''.rsplit(), b''.rsplit(b','), b'aXYbXYc'.rsplit(b'XY', maxsplit=1), b'aaa'.rsplit(b'aa'))
print(bytearray(b'abc').center(7, b'*'), bytearray(b'a,b,c').rsplit(b',', 1))
try: b'a'.rsplit(b'')
except ValueError as e: print(e)
m = memoryview(b'abc'); print(m.hex(), m[1], len(m), list(m), [x for x in m], m[-1])
try: m[5]
except IndexError as e: print(e)
