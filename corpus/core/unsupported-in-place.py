x = ''
for op in ('x += y', 'x -= y', 'x *= y', 'x /= y', 'x //= y', 'x %= y', 'x **= y', 'x @= y', 'x <<= y', 'x >>= y', 'x &= y', 'x |= y', 'x ^= y'):
    for x, y in (('a', 'b'), (1, 2), ('a', 1), ([], 'b'), (1, 'a'), (1.5, 'a'), ((), []), (None, None), (True, True), (1.5, 1)):
        try:
            exec(op)
        except Exception as e:
            print(op, e)
def f(a):
    a -= a
try:
    f('')
except TypeError as e:
    print(e)
def g(a):
    a @= a
try:
    g(1)
except TypeError as e:
    print(e)
