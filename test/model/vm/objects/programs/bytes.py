def t(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


class I:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class C:
    def __bytes__(self):
        return b"made"


def gen(n):
    for i in range(n):
        yield i


b = b"abcabc"
print(bytes(), bytes(3), bytes(I(2)), bytes([1, 2]), bytes(gen(3)), bytes("\u20ac", "utf-8"), bytes(C()), bytes(b) is b)
print(b[0], b[1:3], b[::-1], b + b"x", b * 2, list(b), len(b), b == b"abcabc", b < b"abd", hash(b) == hash(b"abcabc"))
print(b.find(b"c"), b.find(99), b.rfind(b"c"), b.index(b"ca"), b.count(b"a"), b.count(b""), b.find(b"c", 3), b.find(b"b", I(2)))
print(b.startswith(b"ab"), b.endswith((b"x", b"bc")), b.startswith(b"b", 1), b.endswith(b""))
print(b"a b  c ".split(), b"a,b,c".split(b",", 1), b"a,b,,c".split(b","), b"".split(), b"".split(b","), b" x ".split(maxsplit=0))
print(b"-".join([b"a", b"bc"]), b"".join(bytes([i]) for i in gen(3)), b.replace(b"a", b"xy"), b.replace(b"", b"-"), b.replace(b"b", b"", 1))
print(b"  x ".strip(), b"xxaxx".lstrip(b"x"), b"xxaxx".rstrip(b"x"), b.upper(), b"ABC".lower(), b"12".isdigit(), b"a".isalpha(), b"a1".isalnum(), b" ".isspace(), b"".isdigit())
print(b.hex(), b.hex("-"), b.hex(":", 2), b.hex(":", -4), bytes.fromhex("0a 1b"), b.decode(), b"\xe2\x82\xac".decode(), str(b"ab", "ascii"))
print(b"\xff".decode("utf8", "ignore"), b"a\xffb".decode("latin-1"), b"\xe2\x82x".decode(errors="backslashreplace"))
print(97 in b, b"bc" in b, b"zz" in b, str(b), repr(b), f"{b}", b.__bytes__())
t(bytes, -1)
t(bytes, "a")
t(bytes, [256])
t(bytes, ["a"])
t(bytes, 1.5)
t(bytes, 5, "utf8")
t(bytes, "a", "nope")
t(bytes, None)
t(bytes, 1, 2, 3, 4)
t(b.find, "c")
t(b.find)
t(b.find, 256)
t(b.index, b"z")
t(b.rindex, b"zz")
t(b.startswith, "a")
t(b.split, "a")
t(b.split, b"")
t(b.join, [1])
t(b",".join, [b"a", "b"])
t(b.join, 5)
t(b.replace, b"a", "b")
t(b.strip, "a")
t(b"\xff".decode)
t(b"\xff".decode, "ascii")
t(b"\xe2\x82".decode)
t(b"a\x80b".decode)
t(b"\xe2\x28\xa1".decode)
t(b.decode, "nope")
t(bytes.fromhex, "0a 1")
t(bytes.fromhex, "zz")
t(bytes.fromhex, 5)
t(b.upper, 1)
t(lambda: 300 in b)
t(lambda: "a" in b)
t(lambda: b + "a")
t(lambda: b[9])
print("a\u20ac\U0001f600".encode(), "é".encode("latin-1"), "é".encode("ascii", "ignore"), "é\u20ac".encode("ascii", errors="backslashreplace"))
print("é".encode("ascii", "replace"), "é".encode("ascii", "xmlcharrefreplace"), str(b"\xc3\xa9", "utf-8"), str(b"\xff", errors="replace"))
t("é".encode, "ascii")
t("a\ud800".encode)
t("éé".encode, "ascii")
t("a".encode, 5)
t("a".encode, "nope")
