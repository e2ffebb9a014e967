class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), tuple(It()), sum(It()), max(It()), [*It()], any(It()), all(It()))
for x in It(): print(x)
a, b, c = It()
print(a,b,c, 2 in It(), 9 in It())
print(list(map(lambda x: x*2, It())), list(zip(It(), 'ab')), list(enumerate(It())), list(filter(lambda x: x>1, It())))
