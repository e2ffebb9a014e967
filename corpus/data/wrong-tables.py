# What str.maketrans refuses.
for f in (
    lambda: str.maketrans({True: 'x', 'a': None}),
    lambda: 'abc'.translate(str.maketrans('ab', 'xy', 'c')),
    lambda: str.maketrans('a', 'b', 5),
    lambda: str.maketrans({1.5: 'a'}),
    lambda: str.maketrans({'ab': 'a'}),
    lambda: str.maketrans([]),
):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
