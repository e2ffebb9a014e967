# Setting f_lineno: what was unbound is None; comprehensions, statements of several lines, match.
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
def outofwith(output):
    with M(output) as m:
        output.append(2)
        output.append(3)
        output.append(4)
    output.append(5)
run(outofwith, 3, 5)
def intowith(output):
    output.append(1)
    with M(output) as m:
        output.append(3)
    output.append(4)
run(intowith, 1, 3)
def nested(output):
    for i in (1,):
        with M(output):
            for j in (5, 6):
                output.append(j)
                output.append(8)
    output.append(6)
run(nested, 4, 6)
def beforeblock(output):
    output.append(1)
    output.append(2)
run(beforeblock, 2, -5)
def afterblock(output):
    output.append(1)
    output.append(2)
run(afterblock, 2, 1000)
def unbound(output):
    output.append(1)
    x = 2
    output.append(x)
run(unbound, 1, 3)
def sameline(output):
    output.append(1)
    output.append(2)
    output.append(3)
run(sameline, 2, 2)
