# Setting f_lineno: jumps over lines, into and out of loops, try and except.
import sys
class E(Exception): pass
class M:
    def __init__(self, out): self.out = out
    def __enter__(self): self.out.append('enter'); return self
    def __exit__(self, *a): self.out.append('exit')
class Jumper:
    def __init__(self, func, at, to, event='line'):
        self.code, self.at, self.to, self.event, self.done = func.__code__, at, to, event, False
    def trace(self, frame, event, arg):
        if self.done: return
        if frame.f_code is not self.code: return
        if event == self.event and frame.f_lineno - self.code.co_firstlineno == self.at:
            self.done = True
            frame.f_lineno = self.code.co_firstlineno + self.to
            print('jumped to', frame.f_lineno - self.code.co_firstlineno, frame.f_lasti)
        return self.trace
def run(func, at, to, event='line'):
    out = []
    sys.settrace(Jumper(func, at, to, event).trace)
    try:
        r = func(out)
        print(func.__name__, out, r if not hasattr(r, 'send') else '')
    except BaseException as e:
        print(func.__name__, type(e).__name__, e, out)
    sys.settrace(None)
def simple_fw(output):
    output.append(1)
    output.append(2)
    output.append(3)
run(simple_fw, 1, 3)
def simple_bw(output):
    output.append(1)
    output.append(2)
run(simple_bw, 2, 1)
def none(output):
    if 2:
        output.append(2)
    else: x = 3
    output.append(5)
run(none, 3, 2)
def outofwhile(output):
    i = 1
    while i:
        output.append(i)
        i = 0
    output.append(9)
run(outofwhile, 3, 5)
def intowhile(output):
    i = 1
    output.append(i)
    while i:
        output.append(4)
        i = 0
    output.append(9)
run(intowhile, 1, 4)
def outoffor(output):
    for i in (1, 2):
        output.append(i)
        output.append(i)
    output.append(4)
run(outoffor, 2, 4)
def infor(output):
    for i in (1, 2):
        output.append(i)
        output.append(i*10)
    output.append(4)
run(infor, 3, 2)
