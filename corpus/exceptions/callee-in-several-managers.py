# 3.12: where what an instruction entered without C code raised, its frame stands at a cache without a line, and RERAISE brings it back there.
class M:
    def __enter__(self): pass
    def __exit__(self, *a): pass
    def __getitem__(self, i): raise KeyError
def f(): raise KeyError
async def c(): raise KeyError
def g():
    with M(), M(), M(): f()
async def h():
    with M(), M(): await c()
def i(m):
    for k in range(40):
        try:
            with M(), M(): m[0]
        except KeyError: pass
for run in g, lambda: h().send(None), lambda: i(M()):
    try: run()
    except KeyError: pass
