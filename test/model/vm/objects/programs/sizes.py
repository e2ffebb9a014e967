def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

big = range(10**30)
print(big[10**29], big[-1], big[5 : 10**29 : 3], big[::-1], range(5)[:: 10**30], big[10**40 :], 10**29 in big, big.index(7))
print(bool(big), next(reversed(big)), list(range(10**30, 10**30 + 2)), hash(big) == hash((10**30, 0, 1)))
print(slice(None).indices(10**30), slice(5, -(10**35), -1).indices(10**30), slice(-1, None).indices(10**30))
for f in (
    lambda: len(range(10**30)),
    lambda: range(10**30)[10**30],
    lambda: range(5)[::0],
    lambda: 'a'.zfill(10**30),
    lambda: 'a'.split(None, 10**30),
    lambda: 'a'.expandtabs(10**30),
    lambda: [].pop(10**30),
    lambda: bytearray(b'').pop(10**30),
    lambda: bytes(10**30),
    lambda: (15).__round__(-1), (14).__round__(-1), True.__round__(-1),
    lambda: (15).__round__(None),
    lambda: 'a'.__getnewargs__(), (1j).__getnewargs__(),
    lambda: hash({}.keys()),
    lambda: hash({}.items()),
    lambda: b'abc'.center(5, 'x'),
    lambda: b'abc'.ljust(5, b'xx'),
    lambda: bytearray(b'abc').rjust(5, None),
    lambda: b'abc'.hex(3),
    lambda: b'abc'.hex('\xe9'),
    lambda: b'abc'.hex(bytearray(b':')),
    lambda: bytes.fromhex(b'61 62'),
    lambda: bytearray.fromhex(b'zz'),
    lambda: bytearray([256]),
    lambda: bytearray(b"it's"), bytearray(b'"'),
    lambda: bytearray(b'a').extend('b'),
    lambda: bytearray(b'a').extend([300]),
    lambda: bytes(1, 2),
    lambda: bytearray('a', 2),
    lambda: zip([1], strict=1, foo=2),
    lambda: int.__new__(bool),
):
    t(f)
