# What a generic alias hands to its origin, and which argument is refused first.
for f in (lambda: list[int].__bases__, lambda: issubclass(list[int], list), lambda: issubclass(dict[str, int], object), lambda: list[int].__mro__, lambda: isinstance(list[int], type), lambda: issubclass(list, list[int]), lambda: min(x=1), lambda: max(1, key=None, y=2), lambda: min([1], default=2, z=3)):
    try: print(f())
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
