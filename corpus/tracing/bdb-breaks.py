# The library’s own bdb: breakpoints, run and runeval.
import bdb
class D(bdb.Bdb):
    def user_line(self, frame):
        print('line', frame.f_code.co_name, frame.f_lineno, sorted(k for k in frame.f_locals if k in 'xn'))
        self.set_continue()
def fact(n):
    if n <= 1:
        return 1
    return n * fact(n - 1)
d = D()
print(d.break_anywhere(None) if 0 else d.get_all_breaks())
b = bdb.Breakpoint('program.py', 8, cond='n == 2')
d.set_trace
print(b.enabled, b.hits, b.bpformat()[:30])
d.run('fact(3)', {'fact': fact})
print(d.runeval('fact(2) + 1', {'fact': fact}))
