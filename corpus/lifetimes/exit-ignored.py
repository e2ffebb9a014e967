def gen1(o):
    try:
        k = yield
    except BaseException:
        yield
class C1:
    def __del__(self):
        pass
try:
    for a in gen1(C1()):
        boom
except:
    pass
