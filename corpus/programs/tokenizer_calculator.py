"""A calculator: a regular-expression tokenizer, a recursive-descent parser, an evaluator with variables."""
import re
from collections import namedtuple

Token = namedtuple("Token", "kind text column")
SPEC = [
    ("NUMBER", r"\d+(?:\.\d+)?"),
    ("NAME", r"[A-Za-z_]\w*"),
    ("OP", r"\*\*|[-+*/()=,]"),
    ("SPACE", r"\s+"),
    ("BAD", r"."),
]
PATTERN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in SPEC))


class CalcError(Exception):
    def __init__(self, message, column):
        super().__init__(message)
        self.column = column

    def __str__(self):
        return f"{self.args[0]} at column {self.column}"


def tokens(text):
    for match in PATTERN.finditer(text):
        kind = match.lastgroup
        if kind == "SPACE":
            continue
        if kind == "BAD":
            raise CalcError(f"unexpected {match.group()!r}", match.start())
        yield Token(kind, match.group(), match.start())
    yield Token("END", "", len(text))


class Parser:
    functions = {"max": max, "min": min, "abs": abs}

    def __init__(self, names):
        self.names = names

    def parse(self, text):
        self.stream = tokens(text)
        self.token = next(self.stream)
        value = self.statement(text)
        self.expect("END")
        return value

    def advance(self):
        token, self.token = self.token, next(self.stream, self.token)
        return token

    def accept(self, *texts):
        if self.token.kind == "OP" and self.token.text in texts:
            return self.advance()
        return None

    def expect(self, what):
        if self.token.kind != what and self.token.text != what:
            raise CalcError(f"expected {what}, got {self.token.text!r}", self.token.column)
        return self.advance()

    def statement(self, text):
        if match := re.match(r"\s*([A-Za-z_]\w*)\s*=(?!=)", text):
            self.advance(), self.advance()
            self.names[match[1]] = value = self.sum()
            return value
        return self.sum()

    def sum(self):
        value = self.product()
        while op := self.accept("+", "-"):
            right = self.product()
            value = value + right if op.text == "+" else value - right
        return value

    def product(self):
        value = self.power()
        while op := self.accept("*", "/"):
            right = self.power()
            try:
                value = value * right if op.text == "*" else value / right
            except ZeroDivisionError as error:
                raise CalcError("division by zero", op.column) from error
        return value

    def power(self):
        base = self.unary()
        return base ** self.power() if self.accept("**") else base

    def unary(self):
        return -self.unary() if self.accept("-") else self.atom()

    def atom(self):
        token = self.advance()
        match token:
            case Token("NUMBER", text):
                return float(text) if "." in text else int(text)
            case Token("NAME", name) if name in self.functions and self.accept("("):
                args = [self.sum()]
                while self.accept(","):
                    args.append(self.sum())
                self.expect(")")
                return self.functions[name](*args)
            case Token("NAME", name):
                if name not in self.names:
                    raise CalcError(f"unknown name {name}", token.column)
                return self.names[name]
            case Token("OP", "("):
                value = self.sum()
                self.expect(")")
                return value
            case _:
                raise CalcError(f"unexpected {token.text or 'end'!r}", token.column)


parser = Parser({})
for line in ["1 + 2 * 3", "x = 2 ** 3 ** 2", "(x - 2) / 10", "max(1, x, -3) + abs(-4)", "7 / (1 - 1)", "2 $ 3", "y + 1", "(1"]:
    try:
        print(f"{line:<24} = {parser.parse(line)}")
    except CalcError as error:
        print(f"{line:<24} ! {error}", "" if error.__cause__ is None else type(error.__cause__).__name__)
print(sorted(parser.names.items()))
