"""Vectors, matrices and fractions with operators of their own."""


class Fraction:
    __slots__ = ("num", "den")

    def __init__(self, num, den=1):
        if den == 0:
            raise ZeroDivisionError(f"Fraction({num}, 0)")
        if den < 0:
            num, den = -num, -den
        a, b = abs(num), den
        while b:
            a, b = b, a % b
        self.num, self.den = num // (a or 1), den // (a or 1)

    @classmethod
    def of(cls, value):
        if isinstance(value, cls):
            return value
        if isinstance(value, int):
            return cls(value)
        raise TypeError(f"no fraction of {value!r}")

    def _operate(operation):
        def method(self, other):
            try:
                other = Fraction.of(other)
            except TypeError:
                return NotImplemented
            return operation(self, other)

        return method

    __add__ = __radd__ = _operate(lambda a, b: Fraction(a.num * b.den + b.num * a.den, a.den * b.den))
    __sub__ = _operate(lambda a, b: a + -b)
    __rsub__ = _operate(lambda a, b: b + -a)
    __mul__ = __rmul__ = _operate(lambda a, b: Fraction(a.num * b.num, a.den * b.den))
    __truediv__ = _operate(lambda a, b: Fraction(a.num * b.den, a.den * b.num))
    __eq__ = _operate(lambda a, b: a.num == b.num and a.den == b.den)
    __lt__ = _operate(lambda a, b: a.num * b.den < b.num * a.den)
    __gt__ = _operate(lambda a, b: a.num * b.den > b.num * a.den)
    __le__ = _operate(lambda a, b: a.num * b.den <= b.num * a.den)
    del _operate

    def __neg__(self):
        return Fraction(-self.num, self.den)

    def __hash__(self):
        return hash((self.num, self.den)) if self.den != 1 else hash(self.num)

    def __float__(self):
        return self.num / self.den

    def __int__(self):
        return int(self.num / self.den)

    def __bool__(self):
        return self.num != 0

    def __abs__(self):
        return Fraction(abs(self.num), self.den)

    def __pow__(self, exponent):
        result = Fraction(1)
        for _ in range(abs(exponent)):
            result *= self
        return result if exponent >= 0 else 1 * Fraction(result.den, result.num)

    def __repr__(self):
        return f"{self.num}/{self.den}" if self.den != 1 else str(self.num)


class Matrix:
    def __init__(self, rows):
        self.rows = [[Fraction.of(v) for v in row] for row in rows]
        if len({len(row) for row in self.rows}) != 1:
            raise ValueError("rows of different lengths")

    @staticmethod
    def identity(n):
        return Matrix([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def size(self):
        return len(self.rows), len(self.rows[0])

    def __getitem__(self, index):
        match index:
            case int():
                return self.rows[index]
            case (int(i), int(j)):
                return self.rows[i][j]
            case (slice() as rows, slice() as columns):
                return Matrix([row[columns] for row in self.rows[rows]])
            case _:
                raise TypeError(f"bad index {index!r}")

    def __setitem__(self, index, value):
        i, j = index
        self.rows[i][j] = Fraction.of(value)

    def __matmul__(self, other):
        (n, m), (m2, k) = self.size, other.size
        if m != m2:
            raise ValueError(f"{n}x{m} @ {m2}x{k}")
        return Matrix([[sum((self[i, x] * other[x, j] for x in range(m)), Fraction(0)) for j in range(k)] for i in range(n)])

    def __imatmul__(self, other):
        self.rows = (self @ other).rows
        return self

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(r, s, strict=True)] for r, s in zip(self.rows, other.rows, strict=True)])

    def __invert__(self):
        return Matrix([list(column) for column in zip(*self.rows)])

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __iter__(self):
        for row in self.rows:
            yield from row

    def __str__(self):
        width = max(len(repr(v)) for v in self)
        return "\n".join(" ".join(f"{v!r:>{width}}" for v in row) for row in self.rows)

    def determinant(self):
        rows = [row[:] for row in self.rows]
        result = Fraction(1)
        for i in range(len(rows)):
            pivot = next((r for r in range(i, len(rows)) if rows[r][i]), None)
            if pivot is None:
                return Fraction(0)
            if pivot != i:
                rows[i], rows[pivot] = rows[pivot], rows[i]
                result = -result
            result *= rows[i][i]
            for r in range(i + 1, len(rows)):
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
        return result


m = Matrix([[0, 2, 1], [1, 1, 0], [3, 0, 1]])
print(m, m.determinant(), sep="\n")
m[0, 0] = Fraction(1, 2)
print(~m @ Matrix.identity(3) == ~m, (m + m)[0], m[1, 2], m[0:2, ::2].size)
m @= m
print(m, m.determinant())
for attempt in (lambda: m @ m[0:2, :], lambda: Matrix([[1], [1, 2]]), lambda: m["x"], lambda: Fraction(1, 0), lambda: 1.5 + Fraction(1)):
    try:
        attempt()
    except (ValueError, TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
half = Fraction(1, 2)
print(1 - half, half * 4, half**3, half**-2, float(half), int(Fraction(7, 2)), abs(Fraction(-3, 9)))
print(sorted({half, Fraction(2, 4), Fraction(1, 3), 1, Fraction(1)}), max(half, Fraction(2, 3)), half == 0.5, half >= Fraction(1, 3))
