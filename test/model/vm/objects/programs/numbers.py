def t(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


print([n.bit_length() for n in (0, 1, -1, 255, 256, -(2**70))], [n.bit_count() for n in (0, 7, -7, 2**70)])
print((5).conjugate(), (5).as_integer_ratio(), (-3).__floor__(), True.bit_length(), (7).__ceil__())
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-2).to_bytes(2, signed=True), (5).to_bytes(), (0).to_bytes(0, "big"))
print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\xff\xfe", "little", signed=True), int.from_bytes([1, 2]), int.from_bytes(b""))
print((2.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (-2.5).as_integer_ratio(), (1e300).as_integer_ratio()[1], (2.5).conjugate())
print((2.5).hex(), (0.1).hex(), (-0.0).hex(), (5e-324).hex(), (1e308).hex(), float("inf").hex(), float("nan").hex())
print((2.7).__floor__(), (2.2).__ceil__(), (-2.7).__floor__(), (1e30).__ceil__())
t((300).to_bytes, 1, "big")
t((-1).to_bytes, 1, "big")
t((1).to_bytes, -1, "big")
t((1).to_bytes, 1, "middle")
t((5).bit_length, 1)
t(int.bit_length, "a")
t(int.bit_length)
t(float("inf").as_integer_ratio)
t(float("nan").as_integer_ratio)
t(float("nan").__floor__)
t(int, 1, 2, 3)
t(float, 1, 2)
t(str, 1, 2, 3, 4)
