# A key whose __hash__ raises TypeError: since 3.14 dict and set tell it anew with the use, whoever asked; one of a subclass stays.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)


class K:
    def __init__(self, e): self.e = e
    def __hash__(self): raise self.e


class Own(TypeError): pass


for k in K(TypeError('mine')), K(TypeError(1, 2)), K(Own('own')), K(ValueError('v')), (1, []):
    t(lambda: {k: 1}); t(lambda: {k}); t(lambda: k in {1: 2}); t(lambda: k in {1}); t(lambda: {1: 2}.get(k))
    t(lambda: {1}.union([k])); t(lambda: {1}.difference([k])); t(lambda: dict.fromkeys([k])); t(lambda: hash(k))
