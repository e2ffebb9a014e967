# A profiler over sys.setprofile: which calls are told, and of what.
import sys
counts = {}
def prof(frame, event, arg):
    name = frame.f_code.co_name if event in ('call', 'return') else arg.__name__
    counts[event, name] = counts.get((event, name), 0) + 1
class K:
    def __init__(self): self.v = [1, 2]
    def __len__(self): return len(self.v)
    def __iter__(self): return iter(self.v)
    def go(self):
        return [x for x in self] + sorted(self.v, key=lambda x: -x)
def main():
    k = K()
    len(k); k.go(); list(map(str, k)); ','.join('ab'); {}.get(1); max(3, 4)
    try: {}['x']
    except KeyError: pass
    try: int('q')
    except ValueError: pass
sys.setprofile(prof)
main()
sys.setprofile(None)
for k, v in sorted(counts.items()): print(k, v)
