# The library’s own bdb, over sys.settrace and since 3.14 over sys.monitoring: step, next, return, until, continue.
import bdb, sys
class D(bdb.Bdb):
    def say(self, *a): print(*a)
    def user_line(self, frame):
        print('line', frame.f_code.co_name, frame.f_lineno)
        cmd = self.cmds.pop(0) if self.cmds else 'c'
        {'s': self.set_step, 'c': self.set_continue}.get(cmd, lambda: None)()
        if cmd == 'n': self.set_next(frame)
        elif cmd == 'r': self.set_return(frame)
        elif cmd == 'u': self.set_until(frame)
    def user_call(self, frame, args): print('call', frame.f_code.co_name)
    def user_return(self, frame, value): print('return', frame.f_code.co_name, value)
    def user_exception(self, frame, info): print('exception', frame.f_code.co_name, info[0].__name__)
def gen():
    yield 1
    yield 2
def fact(n):
    if n <= 1:
        return 1
    return n * fact(n - 1)
def main():
    x = fact(3)
    for i in gen():
        x += i
    try:
        [][x]
    except IndexError:
        x = 0
    return x
backends = [{}] + ([dict(backend='monitoring'), dict(backend='settrace')] if sys.version_info >= (3, 14) else [])
for kw in backends:
    print('backend', kw)
    for cmds in ('ssssssssss', 'nnnnnnnnnn', 'snrnrn', 'uuuu', 'c'):
        d = D(**kw); d.cmds = list(cmds)
        print('result', d.runcall(main))
