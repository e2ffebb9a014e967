"""Matrices and polynomials with operators: determinants, inverses by fractions, powers, transposes."""
from fractions import Fraction
from functools import reduce
from operator import add, mul


class Matrix:
    __match_args__ = ("rows",)

    def __init__(self, rows):
        self.rows = tuple(tuple(row) for row in rows)
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError("ragged rows")

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def __getitem__(self, key):
        match key:
            case int(i):
                return self.rows[i]
            case int(i), int(j):
                return self.rows[i][j]
            case slice() as rows, slice() as columns:
                return Matrix(row[columns] for row in self.rows[rows])
            case _:
                raise TypeError(f"bad index {key!r}")

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            return NotImplemented
        return Matrix([[sum(map(mul, row, column)) for column in other.T.rows] for row in self.rows])

    def __add__(self, other):
        return Matrix(map(add, a, b) for a, b in zip(self.rows, other.rows, strict=True))

    def __mul__(self, k):
        return Matrix((k * x for x in row) for row in self.rows)

    __rmul__ = __mul__

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + -other

    def __pow__(self, n):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1:
                result @= base
            base @= base
            n >>= 1
        return result

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __bool__(self):
        return any(map(any, self.rows))

    def __iter__(self):
        for row in self.rows:
            yield from row

    def minor(self, i, j):
        return Matrix(row[:j] + row[j + 1 :] for k, row in enumerate(self.rows) if k != i)

    def det(self):
        if self.shape == (1, 1):
            return self[0, 0]
        return sum((-1) ** j * x * self.minor(0, j).det() for j, x in enumerate(self[0]) if x)

    def inverse(self):
        n = len(self.rows)
        work = [[Fraction(x) for x in row] + [Fraction(int(i == j)) for j in range(n)] for i, row in enumerate(self.rows)]
        for i in range(n):
            pivot = next((r for r in range(i, n) if work[r][i]), None)
            if pivot is None:
                raise ZeroDivisionError("singular")
            work[i], work[pivot] = work[pivot], work[i]
            work[i] = [x / work[i][i] for x in work[i]]
            for r in range(n):
                if r != i and work[r][i]:
                    work[r] = [x - work[r][i] * y for x, y in zip(work[r], work[i])]
        return Matrix(row[n:] for row in work)

    def __str__(self):
        width = max(len(str(x)) for x in self)
        return "\n".join("[" + " ".join(f"{x!s:>{width}}" for x in row) + "]" for row in self.rows)


m = Matrix([[2, 1, 0], [1, 3, 1], [0, 1, 4]])
print(m, m.det(), m.T == m, m.shape)
print(m.inverse(), m @ m.inverse() == Matrix.identity(3))
print((Matrix([[1, 1], [1, 0]]) ** 10)[0, 1], bool(m - m), list(m[0:2, 1:]))
for broken in (lambda: Matrix([[1], [1, 2]]), lambda: m["x"], lambda: Matrix([[1, 2], [2, 4]]).inverse(), lambda: m @ Matrix([[1]])):
    try:
        broken()
    except (ValueError, TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
print(reduce(Matrix.__add__, [Matrix([[i]]) for i in range(4)])[0, 0], Fraction(6, -4), Fraction("0.125") + 1)
