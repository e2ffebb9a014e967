# Exceptions all the time, most of them in functions that nobody looks at.
def parse(text):
    try:
        return int(text)
    except ValueError:
        raise KeyError(text)


def attempt(text):
    try:
        return parse(text)
    except KeyError:
        return None


def stepped(words):
    found = 0
    for word in words:
        if attempt(word) is not None:
            found += 1
    return found


stepped(['1', 'a', 'b', '2', 'c'] * 8)
