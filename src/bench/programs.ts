/**
 * The programs that engines are timed on: what a loop costs, what frames and exceptions cost, what objects cost.
 * @module
 */

/** A program of a size: iterations of its outer loop. */
export interface BenchProgram {
  readonly id: string;
  readonly what: string;
  readonly source: (size: number) => string;
  /** Iterations in a timed run. */
  readonly size: number;
  /** Iterations in a run of the reference engine. */
  readonly small: number;
}

const HOT_LOOP = (size: number): string => `
def loop(n):
    i = 0
    s = 0
    while i < n:
        s = s + i
        i = i + 1
    return s

loop(${size})
`;

const CALLS = (size: number): string => `
def leaf(n):
    return n + 1

def guarded(n):
    try:
        return leaf(n)
    finally:
        n = n + 1

def failing(n):
    try:
        if n % 4 == 0:
            raise ValueError(n)
        return n
    except ValueError:
        return 0

def numbers(n):
    for i in range(n):
        yield i

def mix(n):
    s = 0
    for i in numbers(n):
        s = s + guarded(i) + failing(i)
    return s

mix(${size})
`;

const MUTATION = (size: number): string => `
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, dx):
        self.x = self.x + dx
        return self.x

def mutate(n):
    items = [0, 1, 2, 3, 4, 5, 6, 7]
    table = {}
    point = Point(0, 0)
    for i in range(n):
        items[i & 7] = items[i & 3] + i
        table[i & 63] = items[i & 7]
        point.y = point.move(i) + table[i & 31 & i]
        items.append(i)
        items.pop()
    return len(table)

mutate(${size})
`;

export const BENCH_PROGRAMS: readonly BenchProgram[] = [
  { id: 'loop', what: 'hot loop', source: HOT_LOOP, size: 100_000, small: 200 },
  { id: 'calls', what: 'calls, finally, raise, generator', source: CALLS, size: 30_000, small: 20 },
  { id: 'mutation', what: 'list, dict and attribute mutation', source: MUTATION, size: 30_000, small: 20 },
];
