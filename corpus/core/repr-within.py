# A repr that comes back to a container through Python code shows it as under way.
class R:
    def __repr__(self): return f'R({self.x})'


r = R(); r.x = [r]
print(r, r.x)
r.x = {'a': (r,)}
print(r)


class L(list):
    def __repr__(self): return 'L' + super().__repr__()


l = L(); l.append(l); l.append([l])
print(l)
