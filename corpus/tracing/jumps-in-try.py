# Setting f_lineno: except*, a try body, an if.
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
def comprehension(output):
    output.append(1)
    output.append([x for x in (1,2)])
    output.append(3)
run(comprehension, 1, 3)
def multi(output):
    output.append(1)
    output.append((2,
        3))
    output.append(4)
run(multi, 2, 4)
def match(output):
    output.append(1)
    match output:
        case [1]: output.append(3)
        case _: output.append(4)
    output.append(5)
run(match, 1, 4)
def callarg(output):
    output.append(1)
    output.extend([2, 3,
       len(output)])
    output.append(4)
run(callarg, 2, 4)
def exceptstar(output):
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError as e:
        output.append(4)
        output.append(5)
    output.append(6)
run(exceptstar, 4, 6)
def trybody(output):
    n = 0
    try:
        output.append(n); n += 1
        output.append(4 + n)
    except E:
        pass
    output.append(7)
run(trybody, 4, 3)
def cond(output):
    a = None
    if a is None:
        output.append(3)
        output.append(4)
    else:
        output.append(6)
    output.append(7)
run(cond, 3, 5)
