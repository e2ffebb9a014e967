# In-place operators name themselves.
try:
    x = None
    x += 1
except TypeError as e:
    print(e)
