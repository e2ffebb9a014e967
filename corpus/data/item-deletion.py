# Two messages for what cannot delete items.
for v in (0, "ab", (1,)):
    for k in (0, "c"):
        try:
            del v[k]
        except TypeError as e:
            print(e)
