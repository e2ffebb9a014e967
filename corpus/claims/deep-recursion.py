# Calls as deep as they are many.
def down(n):
    if n == 0:
        return 0
    return down(n - 1) + 1


down(40)
