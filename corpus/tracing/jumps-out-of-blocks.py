# Setting f_lineno: out of except and finally, with, nested blocks; lines that are not there.
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
def intofor(output):
    output.append(1)
    for i in (1, 2):
        output.append(i)
    output.append(4)
run(intofor, 1, 3)
def fortohead(output):
    for i in (1, 2):
        output.append(i)
        output.append(i * 10)
    output.append(4)
run(fortohead, 3, 1)
def outoftry(output):
    output.append(1)
    try:
        output.append(3)
    finally:
        output.append(5)
    output.append(6)
run(outoftry, 3, 6)
def intotry(output):
    output.append(1)
    try:
        output.append(3)
    finally:
        output.append(5)
    output.append(6)
run(intotry, 1, 3)
def intoexcept(output):
    output.append(1)
    try:
        output.append(3)
    except:
        output.append(5)
    output.append(6)
run(intoexcept, 1, 5)
def outofexcept(output):
    try:
        1/0
    except ZeroDivisionError as e:
        output.append(4)
        output.append(5)
    output.append(6)
    output.append(repr(sys.exception()))
run(outofexcept, 4, 6)
def outoffinally(output):
    try:
        1/0
    finally:
        output.append(4)
        output.append(5)
        output.append(6)
    output.append(7)
run(outoffinally, 5, 7)
