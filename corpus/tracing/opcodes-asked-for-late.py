import sys
def t(fr, ev, a):
    print(ev, fr.f_code.co_name, fr.f_lineno)
    if ev == 'call': fr.f_trace_opcodes = True
    return t
def f():
    a = 1
    b = 2
sys.settrace(t); f(); sys.settrace(None)
def t2(fr, ev, a):
    print(ev, fr.f_code.co_name, fr.f_lineno)
    if ev == 'line': fr.f_trace_opcodes = True
    return t2
sys.settrace(t2); f(); sys.settrace(None)
def t3(fr, ev, a):
    print(ev, fr.f_code.co_name, fr.f_lineno)
    if ev == 'call':
        fr.f_trace_opcodes = True
        return lambda fr, ev, a: (print('own', ev, fr.f_lineno), t3)[1]
    return t3
def g():
    a = 1
    try:
        1/0
    except ZeroDivisionError: pass
    yield 1
    b = 2
sys.settrace(t3); f(); list(g()); sys.settrace(None)
