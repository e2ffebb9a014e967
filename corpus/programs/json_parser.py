"""A recursive-descent parser and a writer of JSON."""


class JsonError(ValueError):
    def __init__(self, message, position, text):
        line = text.count("\n", 0, position) + 1
        column = position - text.rfind("\n", 0, position)
        super().__init__(f"{message} at {line}:{column}")
        self.position = position
        self.line = line
        self.column = column


ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
WORDS = {"true": True, "false": False, "null": None}


class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def fail(self, message):
        raise JsonError(message, self.at, self.text)

    def space(self):
        while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
            self.at += 1

    def take(self, wanted):
        self.space()
        if not self.text.startswith(wanted, self.at):
            found = self.text[self.at : self.at + 1] or "end"
            self.fail(f"expected {wanted!r}, found {found!r}")
        self.at += len(wanted)

    def peek(self):
        self.space()
        return self.text[self.at] if self.at < len(self.text) else ""

    def value(self):
        c = self.peek()
        if c == "{":
            return self.members()
        if c == "[":
            return self.items()
        if c == '"':
            return self.string()
        for word, meaning in WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        return self.number()

    def members(self):
        self.take("{")
        found = {}
        if self.peek() == "}":
            self.take("}")
            return found
        while True:
            key = self.string()
            self.take(":")
            found[key] = self.value()
            if self.peek() != ",":
                break
            self.take(",")
        self.take("}")
        return found

    def items(self):
        self.take("[")
        found = []
        if self.peek() != "]":
            found.append(self.value())
            while self.peek() == ",":
                self.take(",")
                found.append(self.value())
        self.take("]")
        return found

    def string(self):
        self.take('"')
        parts = []
        while (c := self.text[self.at : self.at + 1]) != '"':
            if not c:
                self.fail("unterminated string")
            self.at += 1
            if c == "\\":
                c = self.text[self.at]
                self.at += 1
                if c == "u":
                    c = chr(int(self.text[self.at : self.at + 4], 16))
                    self.at += 4
                elif c in ESCAPES:
                    c = ESCAPES[c]
                else:
                    self.fail(f"bad escape {c!r}")
            parts.append(c)
        self.at += 1
        return "".join(parts)

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-.eE0123456789":
            self.at += 1
        digits = self.text[start : self.at]
        try:
            return int(digits)
        except ValueError:
            try:
                return float(digits)
            except ValueError as error:
                self.at = start
                raise JsonError("bad number", start, self.text) from error


def parse(text):
    parser = Parser(text)
    value = parser.value()
    if parser.peek():
        parser.fail("something is left")
    return value


def write(value, indent=0):
    pad = "  " * indent
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case []:
            return "[]"
        case [*items]:
            inner = ",\n".join(f"{pad}  {write(item, indent + 1)}" for item in items)
            return f"[\n{inner}\n{pad}]"
        case {}:
            inner = ",\n".join(f"{pad}  {write(k)}: {write(v, indent + 1)}" for k, v in sorted(value.items()))
            return f"{{\n{inner}\n{pad}}}"
        case _:
            raise TypeError(f"{type(value).__name__} is not JSON")


document = """
{"name": "tree", "size": 12, "ratio": -1.5e2, "tags": ["a", "b\\n\\u0041"],
 "nested": {"empty": [], "none": null, "yes": true, "no": false}}
"""
data = parse(document)
text = write(data)
print(text)
assert parse(text) == data, "a round trip changes nothing"

failures = []
for bad in ['{"a" 1}', "[1, 2", '"open', "[1.2.3]", "{} x", '"\\q"']:
    try:
        parse(bad)
    except JsonError as error:
        failures.append((str(error), type(error.__cause__).__name__))
for failure in failures:
    print(*failure)
try:
    write({1, 2})
except TypeError as error:
    print("refused:", error)
