# What a callback of PY_UNWIND raises lets the exception die that it was told of, in the frame that is being left.
import sys
M = sys.monitoring
E = M.events
class C:
    def __init__(self):
        raise ValueError
    def __del__(self):
        print('del', sys._getframe(1).f_code.co_name)
def f():
    C()
def told(code, offset, exception):
    if code is f.__code__:
        del exception
        raise KeyError
M.use_tool_id(2, 'tool')
M.register_callback(2, E.PY_UNWIND, told)
M.set_events(2, E.PY_UNWIND)
try:
    f()
except KeyError as e:
    print(repr(e), repr(e.__context__))
M.set_events(2, 0)
M.free_tool_id(2)
