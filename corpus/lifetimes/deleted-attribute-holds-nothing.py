class C0:
    def __del__(self):
        pass
for u in 'a b':
    try:
        del o.w
    except Exception:
        o = C0()
        pass
