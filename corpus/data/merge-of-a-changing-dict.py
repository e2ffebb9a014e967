"""A dict that changes while another takes it in."""
class X:
    def __init__(self, act): self.act = act
    def __hash__(self): return 0
    def __eq__(self, o):
        self.act()
        return False
def t(act_of):
    other = {i: 0 for i in range(1, 5)}
    act = act_of(other)
    other[X(act)] = 0
    d = {X(act): 0, 1: 1}
    for f in (lambda: d.update(other), lambda: d | other, lambda: {**d, **other}):
        try: print(len(f() or d))
        except RuntimeError as e: print(e)
t(lambda o: o.clear)
t(lambda o: lambda: None)
t(lambda o: lambda: o.update({9: 9}))
t(lambda o: lambda: o.pop(2, None))
