def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

for codec in ("utf-16", "utf-16-le", "UTF_16BE", "utf-32", "utf-32-le", "utf-32-be"):
    encoded = "a\u20ac\U0001f600".encode(codec)
    print(codec, encoded, encoded.decode(codec) == "a\u20ac\U0001f600", "".encode(codec))
print(b"\xff\xfea\x00".decode("utf-16"), b"\xfe\xff\x00a".decode("utf-16"), b"a\x00".decode("utf-16"), b"\xff\xfe\0\0a\0\0\0".decode("utf-32"))
for f in (
    lambda: b'a'.decode('utf-16'),
    lambda: b'\xfe\xff\0'.decode('utf-16'),
    lambda: b'\x3d\xd8'.decode('utf-16-le'),
    lambda: b'\x3d\xd8a\0'.decode('utf-16-le'),
    lambda: b'\x00\xdc'.decode('utf-16'),
    lambda: b'abc'.decode('utf-32'),
    lambda: b'\0\xd8\0\0'.decode('utf-32'),
    lambda: b'\0\0\x11\0'.decode('utf-32'),
    lambda: b'\x00\xdca\x00'.decode('utf-16', 'replace'),
    lambda: '\ud800'.encode('utf-16'),
    lambda: 'a\ud800b'.encode('utf-32'),
    lambda: '\ud800'.encode('utf-16-le', 'surrogatepass'),
    lambda: b'\x00\xd8'.decode('utf-16-le', 'surrogatepass'),
    lambda: '\ud800x'.encode('utf-8', 'surrogatepass'),
    lambda: b'\xed\xa0\x80x'.decode('utf-8', 'surrogatepass'),
    lambda: b'\xff'.decode('utf-8', 'surrogatepass'),
    lambda: 'a\udcffb'.encode('ascii', 'surrogateescape'),
    lambda: '\udc80\ud800'.encode('utf-8', 'surrogateescape'),
    lambda: '\ud800'.encode('ascii', 'surrogatepass'),
    lambda: b'a\xff'.decode('utf-8', 'surrogateescape'),
    lambda: b'\xff'.decode('ascii', 'surrogateescape'),
    lambda: b'\xff'.decode('utf-8', 'xmlcharrefreplace'),
    lambda: b'\xff'.decode('utf-8', 'nope'),
    lambda: '\xe9'.encode('ascii', 'nope'),
    lambda: str('a', 'ascii'),
    lambda: bytes('\xe9', 'utf-16-le'),
):
    t(f)
