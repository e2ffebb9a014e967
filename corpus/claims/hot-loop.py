# A loop with a function call and a line that is rarely reached.
def step(total, n):
    total += n
    if total > 900:
        total = 0
    return total


def loop():
    total = 0
    for n in range(60):
        total = step(total, n)
        if total < 0:
            total = 0
    return total


loop()
