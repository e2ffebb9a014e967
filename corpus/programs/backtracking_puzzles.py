"""Backtracking: queens, a small sudoku, subset sums, permutations by hand; the game of life for a while."""
from itertools import permutations, product


def queens(n, row=0, columns=frozenset(), up=frozenset(), down=frozenset()):
    if row == n:
        yield ()
        return
    for column in range(n):
        if column in columns or row + column in up or row - column in down:
            continue
        for rest in queens(n, row + 1, columns | {column}, up | {row + column}, down | {row - column}):
            yield (column, *rest)


class Sudoku:
    def __init__(self, text):
        self.cells = {divmod(i, 4): int(c) for i, c in enumerate(text) if c != "."}
        self.tries = 0

    def allowed(self, at):
        r, c = at
        box = {(r // 2 * 2 + i, c // 2 * 2 + j) for i, j in product(range(2), repeat=2)}
        used = {self.cells.get(p) for p in box | {(r, i) for i in range(4)} | {(i, c) for i in range(4)}}
        return [n for n in range(1, 5) if n not in used]

    def solve(self):
        empty = [at for at in product(range(4), repeat=2) if at not in self.cells]
        if not empty:
            return True
        at = min(empty, key=lambda p: len(self.allowed(p)))
        for n in self.allowed(at):
            self.tries += 1
            self.cells[at] = n
            if self.solve():
                return True
            del self.cells[at]
        return False

    def __str__(self):
        return "/".join("".join(str(self.cells.get((r, c), ".")) for c in range(4)) for r in range(4))


def subsets(numbers, target, chosen=()):
    if target == 0:
        print("  ", *chosen, sep="+")
        return 1
    if target < 0 or not numbers:
        return 0
    first, *rest = numbers
    return subsets(rest, target - first, chosen + (first,)) + subsets(rest, target, chosen)


def arrange(items):
    if len(items) <= 1:
        return [items]
    out = []
    for i, item in enumerate(items):
        for rest in arrange(items[:i] + items[i + 1 :]):
            out.append([item] + rest)
    return out


def life(alive, steps):
    around = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    while steps:
        counts = {}
        for x, y in alive:
            for dx, dy in around:
                counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
        alive = {p for p, n in counts.items() if n == 3 or (n == 2 and p in alive)}
        steps -= 1
    return alive


found = list(queens(5))
print(len(found), found[0], "".join("Q" if c == found[0][r] else "." for r in range(2) for c in range(5)))
puzzle = Sudoku("1.....3..4.....2")
print(puzzle, puzzle.solve(), puzzle, puzzle.tries > 0)
print(Sudoku("11..............").solve() if False else Sudoku("12..3...........").allowed((1, 1)))
print(subsets([5, 3, 2, 7], 10), arrange([1, 2, 3]) == list(map(list, permutations([1, 2, 3]))))
glider = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)}
print(sorted(life(glider, 4)), len(life({(0, 0), (0, 1), (0, 2)}, 3)))
