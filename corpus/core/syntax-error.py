# eval, exec, compile of text that does not compile: the exception as CPython's compiler makes it.
for run in (lambda: eval('1 +'), lambda: exec('a b'), lambda: exec('if 1:\nx'), lambda: compile('return', 'f.py', 'exec'),
            lambda: exec('if 1:\n\tx\n        y'), lambda: eval('\0'), lambda: eval('x = 1'), lambda: exec("f'{'")):
    try: run()
    except Exception as e: print(type(e).__name__, str(e), e.args)
