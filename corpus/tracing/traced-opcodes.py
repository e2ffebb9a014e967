# f_trace_opcodes: in 3.12 from the next sys.settrace on.
import sys
def tracer(frame, event, arg):
    print(event, frame.f_lineno, frame.f_lasti if event == 'opcode' else '')
    return tracer
def f(a):
    b = a + 1
    return b
sys._getframe().f_trace_opcodes = True
def opcodes(frame, event, arg):
    frame.f_trace_opcodes = True
    return tracer(frame, event, arg) and opcodes
sys.settrace(opcodes)
f(1)
sys.settrace(None)
f(4)
