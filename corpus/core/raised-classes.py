# Exception classes whose call makes no exception, notes and splits of the wrong type.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)


class E(Exception):
    def __new__(cls): return 5


def r(): raise E


t(r)
t(lambda: Exception().add_note(5)); t(lambda: ExceptionGroup('g', [ValueError()]).split(5))
