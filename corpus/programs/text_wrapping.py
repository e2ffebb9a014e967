"""Text formatting: wrapping, justification, columns, roman numerals, a table of contents."""
import string
import textwrap

TEXT = """The quick brown fox jumps over the lazy dog. Pack my box with five dozen liquor jugs;
how vexingly quick daft zebras jump! Sphinx of black quartz, judge my vow."""


def wrap(text, width):
    line = []
    length = 0
    for word in text.split():
        if line and length + len(word) + len(line) > width:
            yield line
            line, length = [], 0
        line.append(word)
        length += len(word)
    if line:
        yield line


def justify(words, width):
    gaps = len(words) - 1
    if not gaps:
        return words[0]
    spaces, extra = divmod(width - sum(map(len, words)), gaps)
    return "".join(word + " " * (spaces + (i < extra)) for i, word in enumerate(words[:-1])) + words[-1]


def roman(n):
    assert 0 < n < 4000, n
    out = ""
    for value, text in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split()):
        count, n = divmod(n, value)
        out += text * count
    return out


def caesar(text, shift):
    lower, upper = string.ascii_lowercase, string.ascii_uppercase
    table = str.maketrans(lower + upper, lower[shift:] + lower[:shift] + upper[shift:] + upper[:shift])
    return text.translate(table)


def contents(titles, width=30):
    page = 1
    for i, title in enumerate(titles, 1):
        label = f"{roman(i):>4}. {title.title()}"
        yield f"{label:.<{width}}{page:>3}"
        page += len(title) * 3 // 2


def columns(items, count):
    rows = -(-len(items) // count)
    width = max(map(len, items)) + 2
    for r in range(rows):
        yield "".join(f"{item:<{width}}" for item in items[r::rows]).rstrip()


lines = list(wrap(TEXT, 32))
for words in lines[:-1]:
    print("|%s|" % justify(words, 32))
print(f"|{' '.join(lines[-1]):<32}|")
print(textwrap.fill(TEXT, 40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(TEXT, 30), textwrap.dedent("  a\n   b\n"), sep="|")
for entry in contents(["the fox", "zebras", "black quartz", "end"]):
    print(entry)
print(*columns(sorted(set(TEXT.lower().replace(".", "").split()), key=lambda w: (len(w), w))[:11], 3), sep="\n")
secret = caesar("Attack at Dawn!", 3)
print(secret, caesar(secret, -3), {c: secret.count(c) for c in "dwx"})
try:
    roman(0)
except AssertionError as error:
    print("no roman", error)
print(string.Template("$who likes ${what}").substitute(who="tim", what="kung pao"))
print("{:>10}|{:^10}|{:<10}|{:+.2e}|{:08.3f}|{!r:>6}".format("a", "b", "c", 12345.678, -3.14159, "x"))
print("%-10s|%05d|%x|%%|%s" % ("left", 42, 255, [1]))
