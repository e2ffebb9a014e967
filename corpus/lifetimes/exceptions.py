class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
class E(Exception):
    def __del__(self): print('del E', self.args[0])
def f():
    raise E(1)
try:
    f()
except E:
    print('h')
try:
    try:
        f()
    except E as e:
        raise E(2)
except E as e2:
    print(e2.__context__)
print('x')
try:
    try: f()
    except E: raise E(3) from None
except E: pass
print('y')
try:
    try: f()
    finally:
        raise E(4)
except E: pass
def g():
    try: f()
    except E as e: return e
g()
r = g()
r = None
def loop():
    for i in range(2):
        try: f()
        except E: continue
loop()
try:
    raise E(5) from E(6)
except E as e:
    x = e.__cause__
del x
print('end')
