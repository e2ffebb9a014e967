def gen0():
    try:
        yield
    except GeneratorExit as g:
        print(repr(g.__context__))
try:
    f0
except Exception:
    stream = gen0()
    next(stream)
    stream.close()
    s = gen0(); next(s); del s
    s = gen0(); next(s)
    try: s.throw(KeyError)
    except KeyError as k: print(repr(k.__context__))
    s = gen0(); next(s)
    try: s.throw(KeyError())
    except KeyError as k: print(repr(k.__context__))
