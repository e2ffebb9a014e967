# A debugger of sixty lines over sys.settrace: step, next, return, breakpoints.
import sys
class Debugger:
    """A tiny debugger: step, next, return over sys.settrace."""
    def __init__(self, script):
        self.script, self.log, self.mode, self.frame = list(script), [], 'step', None
        self.breaks = set()
    def run(self, func, *args):
        sys.settrace(self.dispatch)
        try:
            return func(*args)
        finally:
            sys.settrace(None)
    def stops(self, frame):
        if (frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno) in self.breaks: return True
        if self.mode == 'step': return True
        if self.mode in ('next', 'return'): return frame is self.frame
        return False
    def dispatch(self, frame, event, arg):
        if frame.f_code.co_name in ('run',): return None
        if event == 'call':
            return self.dispatch
        if event == 'line' and self.stops(frame) and self.mode != 'return':
            self.stop(frame, event, arg)
        elif event == 'return' and self.mode in ('next', 'return') and frame is self.frame:
            self.log.append(('return', frame.f_code.co_name, repr(arg)))
            self.mode = 'step'
        elif event == 'exception':
            self.log.append(('exception', frame.f_code.co_name, arg[0].__name__))
        return self.dispatch
    def stop(self, frame, event, arg):
        self.log.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, sorted((k, v) for k, v in frame.f_locals.items() if isinstance(v, int))))
        self.mode = self.script.pop(0) if self.script else 'continue'
        self.frame = frame
def fact(n):
    if n <= 1:
        return 1
    m = fact(n - 1)
    return n * m
def main():
    a = fact(3)
    try:
        b = [1, 2][a]
    except IndexError:
        b = -1
    def gen():
        for i in range(2):
            yield i
    return sum(gen()) + b
for script in (['step'] * 12, ['next'] * 8, ['step', 'step', 'next', 'return', 'step'], ['continue']):
    d = Debugger(script)
    d.breaks = {('fact', 2)} if script == ['continue'] else set()
    print(d.run(main))
    for l in d.log: print(l)
