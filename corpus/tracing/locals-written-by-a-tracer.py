# What a trace function writes into f_locals is in the frame: at once since 3.13, when it returns before.
import sys
def tracer(frame, event, arg):
    if event == 'line': frame.f_locals['x'] = 42
    return tracer
def f():
    x = 1
    y = 2
    return x
sys.settrace(tracer)
print(f())
sys.settrace(None)
