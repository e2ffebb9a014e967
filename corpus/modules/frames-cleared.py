# frame.clear, tracebacks that are cut, flags of classes.
import abc, inspect, sys
class Told:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name)
def failing():
    first, second = Told('first'), Told('second')
    raise KeyError
def caught():
    try: failing()
    except KeyError as error: return error.__traceback__
trace = caught()
frame = trace.tb_next.tb_frame
print('first' in frame.f_locals)
print(frame.clear(), frame.f_locals)
trace = caught()
print('cut')
trace.tb_next = None
print('done', trace.tb_next)
for wrong in (3, trace):
    try: trace.tb_next = wrong
    except (TypeError, ValueError) as error: print(error)
try: sys._getframe().clear()
except RuntimeError as error: print(error)
def counting():
    try: yield 1
    finally: print('closed')
counter = counting()
next(counter)
try: print(counter.gi_frame.clear(), counter.gi_frame)
except RuntimeError as error: print(error)
class Abstract(abc.ABC):
    @abc.abstractmethod
    def f(self): pass
class Concrete(Abstract):
    def f(self): pass
print(inspect.isabstract(Abstract), inspect.isabstract(Concrete), Told.__flags__ & 1 << 31, type.__flags__ & 1 << 31)
