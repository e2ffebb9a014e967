"""Graphs: depth first, breadth first, shortest paths, topological order, components, a small heap."""


class Heap:
    def __init__(self, items=()):
        self.items = []
        for item in items:
            self.push(item)

    def push(self, item):
        items = self.items
        items.append(item)
        i = len(items) - 1
        while i > 0 and items[(parent := (i - 1) // 2)] > items[i]:
            items[parent], items[i] = items[i], items[parent]
            i = parent

    def pop(self):
        items = self.items
        if not items:
            raise IndexError("pop from an empty heap")
        items[0], items[-1] = items[-1], items[0]
        least = items.pop()
        i = 0
        while True:
            child = 2 * i + 1
            if child >= len(items):
                return least
            if child + 1 < len(items) and items[child + 1] < items[child]:
                child += 1
            if items[i] <= items[child]:
                return least
            items[i], items[child] = items[child], items[i]
            i = child

    def __bool__(self):
        return bool(self.items)


class Graph:
    def __init__(self, edges=(), *, directed=True):
        self.edges = {}
        self.directed = directed
        for source, target, *weight in edges:
            self.add(source, target, *weight)

    def add(self, source, target, weight=1):
        self.edges.setdefault(source, {})[target] = weight
        self.edges.setdefault(target, {})
        if not self.directed:
            self.edges[target][source] = weight

    def __iter__(self):
        return iter(sorted(self.edges))

    def __getitem__(self, node):
        return self.edges[node]

    def __len__(self):
        return len(self.edges)

    def depth_first(self, start, seen=None):
        seen = set() if seen is None else seen
        if start in seen:
            return
        seen.add(start)
        yield start
        for target in sorted(self[start]):
            yield from self.depth_first(target, seen)

    def breadth_first(self, start):
        level, seen = [start], {start}
        while level:
            yield tuple(level)
            level = sorted({t for node in level for t in self[node]} - seen)
            seen |= set(level)

    def shortest(self, start):
        distance, before = {start: 0}, {}
        heap = Heap([(0, start)])
        while heap:
            so_far, node = heap.pop()
            if so_far > distance[node]:
                continue
            for target, weight in self[node].items():
                if (new := so_far + weight) < distance.get(target, float("inf")):
                    distance[target] = new
                    before[target] = node
                    heap.push((new, target))
        return distance, before

    def topological(self):
        order, state = [], {}

        def visit(node):
            nonlocal order
            match state.get(node):
                case "done":
                    return
                case "open":
                    raise ValueError(f"cycle at {node}")
            state[node] = "open"
            for target in self[node]:
                visit(target)
            state[node] = "done"
            order = [node, *order]

        for node in self:
            visit(node)
        return order


def path(before, target):
    steps = [target]
    while steps[-1] in before:
        steps.append(before[steps[-1]])
    return steps[::-1]


roads = Graph(
    [("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5), ("c", "d", 8), ("d", "e", 3)],
    directed=False,
)
distance, before = roads.shortest("a")
print(sorted(distance.items()), path(before, "e"))
print(list(roads.depth_first("a")), *roads.breadth_first("a"))

tasks = Graph([("dig", "lay"), ("lay", "build"), ("plan", "dig"), ("plan", "buy"), ("buy", "build")])
print(tasks.topological(), len(tasks))
tasks.add("build", "plan")
try:
    tasks.topological()
except ValueError as error:
    print(error)


def components(graph):
    left = set(graph)
    while left:
        part = frozenset(graph.depth_first(min(left)))
        left -= part
        yield "".join(sorted(part))


islands = Graph([(1, 2), (2, 3), (4, 5)], directed=False)
islands.edges = {str(k): {str(t): w for t, w in v.items()} for k, v in islands.edges.items()}
print(*components(islands), sep=" | ")


def queens(n, placed=()):
    if len(placed) == n:
        yield placed
        return
    row = len(placed)
    for column in range(n):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(placed)):
            yield from queens(n, placed + (column,))


first = next(queens(5))
for row in first:
    print("." * row + "Q" + "." * (4 - row))
print(sum(1 for _ in queens(4)))
try:
    Heap().pop()
except IndexError as error:
    print(repr(error))
