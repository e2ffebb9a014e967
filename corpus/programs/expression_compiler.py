"""Arithmetic: tokens, a Pratt parser, constant folding, code for a stack machine, and the machine."""

BINARY = {"+": 10, "-": 10, "*": 20, "/": 20, "%": 20, "**": 30}


def tokens(text):
    at = 0
    while at < len(text):
        c = text[at]
        if c.isspace():
            at += 1
        elif c.isdigit():
            end = at
            while end < len(text) and (text[end].isdigit() or text[end] == "."):
                end += 1
            yield ("num", float(text[at:end]) if "." in text[at:end] else int(text[at:end]))
            at = end
        elif c.isidentifier():
            end = at + 1
            while end < len(text) and text[at : end + 1].isidentifier():
                end += 1
            yield ("name", text[at:end])
            at = end
        elif text[at : at + 2] == "**":
            yield ("op", "**")
            at += 2
        elif c in "+-*/%(),=":
            yield ("op", c)
            at += 1
        else:
            raise SyntaxError(f"unexpected {c!r} at {at}")
    yield ("end", None)


class Node:
    fields = ()

    def __init__(self, *values):
        for field, value in zip(self.fields, values, strict=True):
            setattr(self, field, value)

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, f) == getattr(other, f) for f in self.fields)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(repr(getattr(self, f)) for f in self.fields)})"


class Num(Node):
    fields = __match_args__ = ("value",)


class Name(Node):
    fields = __match_args__ = ("id",)


class Binary(Node):
    fields = __match_args__ = ("op", "left", "right")


class Negate(Node):
    fields = __match_args__ = ("operand",)


class Call(Node):
    fields = __match_args__ = ("func", "args")


class Parser:
    def __init__(self, text):
        self.stream = tokens(text)
        self.kind, self.value = next(self.stream)

    def advance(self):
        old = self.value
        self.kind, self.value = next(self.stream)
        return old

    def expect(self, value):
        if self.value != value or self.kind != "op":
            raise SyntaxError(f"expected {value}, found {self.value}")
        self.advance()

    def expression(self, power=0):
        left = self.prefix()
        while self.kind == "op" and BINARY.get(self.value, -1) > power:
            op = self.advance()
            right = self.expression(BINARY[op] - (op == "**"))
            left = Binary(op, left, right)
        return left

    def prefix(self):
        match (self.kind, self.value):
            case ("num", value):
                self.advance()
                return Num(value)
            case ("name", id):
                self.advance()
                if (self.kind, self.value) != ("op", "("):
                    return Name(id)
                self.advance()
                args = []
                while (self.kind, self.value) != ("op", ")"):
                    args.append(self.expression())
                    if self.value == ",":
                        self.advance()
                self.expect(")")
                return Call(id, args)
            case ("op", "-"):
                self.advance()
                return Negate(self.expression(25))
            case ("op", "("):
                self.advance()
                inner = self.expression()
                self.expect(")")
                return inner
            case (kind, value) if kind == "end":
                raise SyntaxError("unexpected end")
            case other:
                raise SyntaxError(f"unexpected {other}")


OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: a % b,
    "**": lambda a, b: a**b,
}


def fold(node):
    match node:
        case Binary(op, left, right):
            left, right = fold(left), fold(right)
            match left, right:
                case Num(a), Num(b) if not (op in "/%" and b == 0):
                    return Num(OPERATIONS[op](a, b))
                case (Num(0), other) | (other, Num(0)) if op == "+":
                    return other
            return Binary(op, left, right)
        case Negate(Num(value)):
            return Num(-value)
        case Negate(operand):
            return Negate(fold(operand))
        case Call(func, args):
            return Call(func, [fold(a) for a in args])
    return node


def generate(node):
    match node:
        case Num(value):
            yield "push", value
        case Name(id):
            yield "load", id
        case Binary(op=op, left=left, right=right):
            yield from generate(left)
            yield from generate(right)
            yield "binary", op
        case Negate(operand):
            yield from generate(operand)
            yield "negate", None
        case Call(func, [*args]):
            for arg in args:
                yield from generate(arg)
            yield "call", (func, len(args))


def run(code, names):
    stack = []
    for op, arg in code:
        if op == "push":
            stack.append(arg)
        elif op == "load":
            stack.append(names[arg])
        elif op == "binary":
            b, a = stack.pop(), stack.pop()
            stack.append(OPERATIONS[arg](a, b))
        elif op == "negate":
            stack[-1] = -stack[-1]
        else:
            func, count = arg
            args = stack[len(stack) - count :]
            del stack[len(stack) - count :]
            stack.append(names[func](*args))
    [result] = stack
    return result


NAMES = {"x": 3, "y": 4.5, "max": max, "hyp": lambda a, b: (a * a + b * b) ** 0.5}
for source in ["1 + 2 * 3", "-(x + 0) ** 2", "2 ** 3 ** 2 % 7", "hyp(3, 2 + 2) * y", "max(x, 2, y) / 0", "1 +", "3 $ 4", "z", "f(1"]:
    try:
        tree = fold(Parser(source).expression())
        code = list(generate(tree))
        print(source, "=", run(code, NAMES), "by", len(code), "instructions", tree)
    except (SyntaxError, ZeroDivisionError) as error:
        print(source, "!", f"{type(error).__name__}: {error}")
    except KeyError as error:
        print(source, "! no name", error)
assert Parser("1+x").expression() == Binary("+", Num(1), Name("x"))
assert Num(1) != Name("x") and Num(1) != 1
