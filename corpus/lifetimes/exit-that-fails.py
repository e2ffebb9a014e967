# An exit that cannot be called: the manager dies on the way out, and so does everything else in its time.
class C:
    def __enter__(self):
        pass
    def __exit__():
        pass
    def __del__(self):
        pass
def f():
    try:
        with C() as o:
            o = C()
            raise 0
    except Exception:
        pass
print(f())
