# How many arguments a format wanted and got: 3.15 says it.
for text, args in (('a', 1), ('%s %s', 1), ('%s', (1, 2)), ('%(a)s', 1)):
    try:
        text % args
    except TypeError as error:
        print(error)
