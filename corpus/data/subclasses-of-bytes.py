# What subclasses of bytes, bytearray and str give: the type itself, except where a text is one literal.


class S(str):
    pass


class B(bytes):
    pass


class BA(bytearray):
    pass


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


for f in (
    lambda: [type(S(text).format()).__name__ for text in ("a", "", "{{")],
    lambda: type(S("ab").format_map({})).__name__,
    lambda: [type(v).__name__ for v in (B(b"a") + b"b", B(b"a") * 2, B(b"a")[:], B(b"%d") % 3, B(b"a").split()[0])],
    lambda: [type(v).__name__ for v in (BA(b"a") + b"b", BA(b"a") * 2, BA(b"a")[0:1], BA(b"%d") % 3, BA(b"a").split()[0], iter(BA()))],
    lambda: (B(b"a"), BA(b"a"), str(BA(b"a")), list(BA(b"ab")), B(b"a") == b"a"),
    lambda: (lambda b: (b.append(1), b.extend(b"z"), b.__setitem__(0, 66), b.pop(), b))(BA(b"ab")),
    lambda: (lambda b: (b.__delitem__(0), b, b.__iadd__(b"q") is b))(BA(b"ab")),
    lambda: (lambda b: b.__setitem__(slice(0, 1), b"zz") or b)(BA(b"ab")),
    lambda: BA(b"ab")["a"],
    lambda: S(1, 2, 3, 4),
    lambda: str(1, 2, 3, 4),
    lambda: hash(BA()),
):
    t(f)


class NotGeneric:
    __class_getitem__ = None


t(lambda: NotGeneric[1])
