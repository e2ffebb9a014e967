# A trace or profile function that does not read f_locals keeps nothing of the frame alive; in 3.12 one that does keeps what its dict holds.
import sys
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def f(n):
    d = D(n)
    del d
    x = 1
    return x
def plain(frame, event, arg):
    return plain
def reads(frame, event, arg):
    frame.f_locals
    return reads
for n, tracer in enumerate((plain, reads)):
    sys.settrace(tracer)
    print('returned', f(n))
    sys.settrace(None)
    sys.setprofile(tracer)
    print('returned', f(10 + n))
    sys.setprofile(None)
