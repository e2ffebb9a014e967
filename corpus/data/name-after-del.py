# Names survive many deletions of others.
for b in range(9):
    try:
        f0
    except NameError as e:
        pass
for y in range(2):
    pass
