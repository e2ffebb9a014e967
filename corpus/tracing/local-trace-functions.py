# Trace functions of frames: f_trace, f_trace_lines, f_trace_opcodes.
import sys
def local(frame, event, arg):
    print('local', event, frame.f_lineno)
def tracer(frame, event, arg):
    print('global', event, frame.f_code.co_name)
    if frame.f_code.co_name == 'g': return None
    frame.f_trace_lines = frame.f_code.co_name != 'h'
    return local
def g(): return 1
def h():
    return g()
def f():
    h()
    g()
sys.settrace(tracer)
f()
fr = sys._getframe()
fr.f_trace = local
x = 1
y = 2
fr.f_trace = None
del fr.f_trace
print(fr.f_trace, fr.f_trace_lines, fr.f_trace_opcodes)
for v in (1, None, 'x'):
    try: fr.f_trace_lines = v
    except Exception as e: print(type(e), e)
    try: fr.f_trace_opcodes = v
    except Exception as e: print(type(e), e)
try: del fr.f_trace_lines
except Exception as e: print(type(e), e)
try: del fr.f_trace_opcodes
except Exception as e: print(type(e), e)
sys.settrace(None)
