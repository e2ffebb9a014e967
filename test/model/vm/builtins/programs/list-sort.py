x = [3,1,2]; x.sort(); print(x); x.sort(key=lambda v: -v); print(x); x.sort(reverse=True); print(x)
try: [1,'a'].sort()
except TypeError as e: print(e)
y = [5,4]
def k(v): y.append(1); return v
try: y.sort(key=k)
except ValueError as e: print(e)
print(y)
def bad(v): raise KeyError(v)
z = [1,2]
try: z.sort(key=bad)
except KeyError as e: print(e, z)
print(all([1,0]), any([0,0]), all(x>0 for x in [1,2]), any(x>1 for x in [1,2]))
print(min(3,1,2), max('a','b'), min([], default=7), max([1,5,3], key=lambda x: -x), min({'b':1,'a':2}))
