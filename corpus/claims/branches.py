# Branches of a loop: each direction is taken, some of them late.
def sign(n):
    if n < 0:
        return -1
    if n > 0:
        return 1
    return 0


total = 0
for n in range(-3, 30):
    total += sign(n)
    while total > 9:
        total -= 3
