class C:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print('del', self.n)
def gen():
    box = C('box')
    try:
        yield 1
        1/0
    except Exception as e:
        yield e
def h():
    it = gen()
    next(it)
    e = next(it)
    print('drop it')
    it = None
    print('dropped it')
    return e
e = h()
print('drop e')
e = None
print('end')
