# The same in the oldest frame: what dies is finalised before the program ends.
import sys
M = sys.monitoring
E = M.events
class C:
    def __init__(self):
        raise ValueError
    def __del__(self):
        print('del', sys._getframe(1).f_code.co_name)
def told(code, offset, exception):
    if code.co_name == '<module>':
        del exception
        raise KeyError
M.use_tool_id(2, 'tool')
M.register_callback(2, E.PY_UNWIND, told)
M.set_events(2, E.PY_UNWIND)
C()
