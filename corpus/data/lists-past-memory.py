for make in (lambda: list(range(2**100)), lambda: list(range(2**30)), lambda: [].extend(range(2**30)), lambda: [*range(2**30)]):
    try:
        print(len(make()))
    except (MemoryError, OverflowError) as e:
        print(type(e), e)
