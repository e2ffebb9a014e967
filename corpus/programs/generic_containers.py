"""Type hints as programs write them: generics, protocols, named tuples, aliases; a bounded cache and a result type."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, Optional, Protocol, TypeVar, Union, cast, runtime_checkable

K = TypeVar("K")
V = TypeVar("V")


class Stats(NamedTuple):
    hits: int = 0
    misses: int = 0

    @property
    def ratio(self) -> float:
        total = self.hits + self.misses
        return self.hits / total if total else 0.0

    def hit(self) -> Stats:
        return self._replace(hits=self.hits + 1)


@runtime_checkable
class Sized(Protocol):
    def __len__(self) -> int: ...


class Cache(Generic[K, V]):
    def __init__(self, limit: int, load: Callable[[K], V]) -> None:
        self.limit = limit
        self.load = load
        self.items: dict[K, V] = {}
        self.stats = Stats()

    def __getitem__(self, key: K) -> V:
        if key in self.items:
            self.stats = self.stats.hit()
            self.items[key] = self.items.pop(key)
        else:
            self.stats = self.stats._replace(misses=self.stats.misses + 1)
            if len(self.items) >= self.limit:
                oldest = next(iter(self.items))
                del self.items[oldest]
            self.items[key] = self.load(key)
        return self.items[key]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[K]:
        yield from self.items


class Ok(Generic[V]):
    __match_args__ = ("value",)

    def __init__(self, value: V) -> None:
        self.value = value

    def then(self, f: Callable[[V], Result]) -> Result:
        return f(self.value)


class Err:
    __match_args__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def then(self, _f: object) -> Err:
        return self


Result = Union[Ok[int], Err]


def half(n: int) -> Result:
    return Ok(n // 2) if n % 2 == 0 else Err(f"{n} is odd")


def describe(result: Result) -> str:
    match result:
        case Ok(0):
            return "zero"
        case Ok(value) if value > 10:
            return f"many: {value}"
        case Ok(value):
            return f"few: {value}"
        case Err(reason):
            return f"failed: {reason}"
    return "?"


def first(items: list[V], otherwise: Optional[V] = None) -> Optional[V]:
    for item in items:
        return item
    return otherwise


cache: Cache[int, str] = Cache(2, lambda n: "*" * n)
for key in (1, 2, 1, 3, 2, 1):
    print(key, cache[key], list(cache), cache.stats)
print(f"{cache.stats.ratio:.2f}", len(cache), isinstance(cache, Sized), isinstance(3, Sized))
for n in (0, 6, 12, 7, 88):
    print(n, describe(half(n)), describe(half(n).then(half)))
print(first([]), first([3, 4]), first([], "x"), cast(int, "5"))
print(Stats._fields, Stats(1, 3) == (1, 3), Stats(hits=2)._asdict())
