class A:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        print('lt', self.v, o.v)
        return self.v < o.v
for l in ([3,1,2],[1,2,3],[3,2,1],[5,3,9,1,7,2,8],[1,1,1],[2,1,1,0,5]):
    print([a.v for a in sorted(map(A, l))])
print([a.v for a in sorted(map(A,[2,3,1]), reverse=True)])
print(max(A(1),A(2)).v, min([A(1),A(2)], key=lambda a:-a.v).v)
