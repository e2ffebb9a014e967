# A trace function that raises is taken away, and the traced code fails where it stood.
import sys
def tracer(frame, event, arg):
    if event == EV: raise RuntimeError('stop')
    return tracer
def f():
    a = 1
    try: 1/0
    except ZeroDivisionError: pass
    for i in range(2): a += 1
    return a
for EV in 'call line exception return'.split():
  sys.settrace(tracer)
  try:
    f()
  except RuntimeError as e:
    print(EV)
    tb = e.__traceback__
    while tb: print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_lasti); tb = tb.tb_next
  print(sys.gettrace())
def tracer(frame, event, arg):
    if event == 'line' and frame.f_lineno == 9: raise RuntimeError('stop')
    print(event, frame.f_lineno)
    return tracer
def f():
    a = 1
    b = 2
    c = 3
    return c
sys.settrace(tracer)
try:
    f()
except RuntimeError as e:
    tb = e.__traceback__
    while tb: print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_lasti); tb = tb.tb_next
print(sys.gettrace())
