# What __len__ and __index__ may give: operator.length_hint, chr, bytes and bytearray.

import operator


class W:
    def __init__(self, v):
        self.v = v

    def g(self):
        return self.v

    __len__ = __length_hint__ = __index__ = g


class OnlyHint:
    def __length_hint__(self):
        return NotImplemented


for v in (None, "a", -1, 10**30, 3):
    for f in (operator.length_hint, chr, lambda w: bytes([w]), lambda w: bytearray([w]), list):
        try:
            print(repr(f(W(v))))
        except Exception as e:
            print(type(e).__name__, e)
print(operator.length_hint(OnlyHint(), 7), operator.length_hint(object(), 8), operator.length_hint([1], 9))
