# Setting f_lineno in a generator, also where it yields; events that allow no jump; values that are no lines.
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

def gen(output):
    output.append(1)
    yield 2
    output.append(3)
    yield 4
    output.append(5)
def drive(output):
    for x in gen(output): output.append(x)
def rung(at, to, event='line'):
    out = []
    sys.settrace(Jumper(gen, at, to, event).trace)
    try:
        drive(out)
        print('gen', at, to, event, out)
    except BaseException as e:
        print('gen', at, to, event, type(e).__name__, e, out)
    sys.settrace(None)
rung(1, 3); rung(3, 5); rung(3, 1); rung(2, 5, 'call'); rung(0, 3, 'call'); rung(4, 1, 'call')
def exc(output):
    try:
        1/0
    except ZeroDivisionError:
        output.append(4)
    output.append(5)
run(exc, 2, 5, 'exception')
run(exc, 5, 1, 'return')
run(exc, 0, 5, 'call')
class Odd: pass
def odd(frame, event, arg):
    for v in ('x', None, 1.5, True, 2**40, -2**70):
        try: frame.f_lineno = v
        except Exception as e: print(type(e).__name__, e)
    try: del frame.f_lineno
    except Exception as e: print(type(e).__name__, e)
def plain(): 
    pass
sys.settrace(lambda f, e, a: odd if f.f_code.co_name == 'plain' else None)
plain()
sys.settrace(None)
try: sys._getframe().f_lineno = 3
except Exception as e: print(type(e).__name__, e)
