def t(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


class C:
    def __complex__(self):
        return 1 + 2j


class F:
    def __float__(self):
        return 2.5


print(complex(), complex(1), complex(1, 2), complex(2.5), complex(real=1, imag=2), complex(C()), complex(F()), complex(1, F()))
print(complex("1+2j"), complex(" (1-2j) "), complex("3"), complex("j"), complex("-j"), complex("1e3+.5j"), complex("nan+infj"), complex("-1.5J"))
print((1 + 2j).conjugate(), (3 + 4j).real, (3 + 4j).imag, abs(3 + 4j), complex(True), -complex(1, 2))
t(complex, "a")
t(complex, "1 + 2j")
t(complex, "")
t(complex, 1, "2")
t(complex, "1", 2)
t(complex, [])
t(complex, 1, [])
t(complex, 1, 2, 3)
