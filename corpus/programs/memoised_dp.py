"""Dynamic programming with memoised functions: edit distance, knapsack, coin change, longest common subsequence."""
from functools import lru_cache, partial, reduce
from itertools import accumulate, product

WORDS = ["kitten", "sitting", "saturday", "sunday", "flaw", "lawn"]


@lru_cache(maxsize=None)
def distance(a, b):
    if not a or not b:
        return len(a) + len(b)
    if a[-1] == b[-1]:
        return distance(a[:-1], b[:-1])
    return 1 + min(distance(a[:-1], b), distance(a, b[:-1]), distance(a[:-1], b[:-1]))


@lru_cache(maxsize=32)
def ways(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return ways(amount - coins[0], coins) + ways(amount, coins[1:])


def knapsack(items, capacity):
    @lru_cache(None)
    def best(i, left):
        if i == len(items):
            return 0, ()
        name, weight, value = items[i]
        skip = best(i + 1, left)
        if weight > left:
            return skip
        gain, chosen = best(i + 1, left - weight)
        take = gain + value, (name,) + chosen
        return max(skip, take)

    result = best(0, capacity)
    info = best.cache_info()
    return result, info.hits, info.misses


def lcs(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            if x == y:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    i, j = len(a), len(b)
    out = []
    while i and j:
        if a[i - 1] == b[j - 1]:
            out.append(a[i - 1])
            i -= 1
            j -= 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(out))


def main():
    for a, b in zip(WORDS[::2], WORDS[1::2]):
        print(f"{a:>9} -> {b:<9} {distance(a, b)}")
    print(distance.cache_info().currsize > 50, distance.__name__)
    print([ways(n, (5, 2, 1)) for n in range(8)], ways.cache_info().maxsize)
    goods = [("map", 9, 150), ("compass", 13, 35), ("water", 153, 200), ("tin", 68, 45)]
    (value, chosen), hits, misses = knapsack(goods, 170)
    print(value, chosen, misses > hits)
    print(lcs("AGGTABQ", "GXTXAYBQ"))
    power = partial(pow, 2)
    print([power(n) for n in range(5)], reduce(lambda x, y: x * y, range(1, 6)))
    print(list(accumulate([3, 1, 2], max)), sum(1 for p in product("ab", repeat=3) if p[0] == p[2]))


if __name__ == "__main__":
    main()
