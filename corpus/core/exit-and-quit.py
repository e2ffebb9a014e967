# exit and quit of site: they raise SystemExit.
print(exit, type(exit), exit.name, exit.eof)
try: exit()
except SystemExit as e: print(repr(e), e.code)
try: exit(1, 2)
except TypeError as e: print(e)
try: exit(code='x')
except SystemExit as e: print(repr(e), e.code)
print(callable(quit), exit == exit, quit.__class__.__name__)
def f():
    if 1: quit('bye')
f()
