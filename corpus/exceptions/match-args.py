# What __match_args__ holds must be text; a class pattern needs a class.
class Odd:
    __match_args__ = (1,)


def by_position(v):
    match v:
        case Odd(x):
            return x


def by_function(v):
    match v:
        case len():
            return v


for f in (by_position, by_function):
    try:
        f(Odd())
    except TypeError as e:
        print(e)
