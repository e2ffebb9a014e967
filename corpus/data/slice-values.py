# What a slice may be assigned from, and the object of a UnicodeDecodeError.


def t(text):
    names = {}
    try:
        exec(text, names)
        print(names.get("r"))
    except Exception as e:
        print(type(e).__name__, e)


for slice_ in ("1:2", "1:2:1", "::2", ":"):
    t(f"r = [1, 2, 3]; r[{slice_}] = 5")
for value in ("[1, 300]", "[1, 'a']", "[1, 2, 3]", "5", "r", "'ab'"):
    t(f"r = bytearray(b'abc'); r[0:2] = {value}")
t("r = bytearray(b'abc'); r[::2] = (7, 8)")
for value in ("'b'", "b'b'", "bytearray(b'b')", "5"):
    t(f"r = UnicodeDecodeError('a', {value}, 0, 1, 'why').object")
