"""Works on JSON documents: load, query by path, diff, dump; errors told well."""
import json
from enum import Enum, auto
from operator import getitem
from functools import reduce

TEXT = '{"name": "plan", "steps": [{"id": 1, "tags": ["a", "b"]}, {"id": 2, "tags": [], "cost": 1.5}], "ok": true, "none": null}'


class Change(Enum):
    ADDED = auto()
    REMOVED = auto()
    CHANGED = auto()

    def __str__(self):
        return f"{self.name.lower():>8}"


class PathError(LookupError):
    pass


def parts(path):
    for part in path.split("."):
        yield int(part) if part.lstrip("-").isdigit() else part


def query(document, path):
    try:
        return reduce(getitem, parts(path), document)
    except (KeyError, IndexError, TypeError) as error:
        raise PathError(f"{path}: {type(error).__name__}") from error


def walk(value, prefix=()):
    match value:
        case {}if value:
            for key, inner in value.items():
                yield from walk(inner, prefix + (key,))
        case [*items] if items:
            for i, inner in enumerate(items):
                yield from walk(inner, (*prefix, i))
        case _:
            yield ".".join(map(str, prefix)), value


def diff(old, new):
    before, after = dict(walk(old)), dict(walk(new))
    for path in sorted(before.keys() | after.keys()):
        if path not in after:
            yield Change.REMOVED, path, before[path]
        elif path not in before:
            yield Change.ADDED, path, after[path]
        elif before[path] != after[path]:
            yield Change.CHANGED, path, (before[path], after[path])


def main():
    document = json.loads(TEXT)
    print(len(list(walk(document))), document["steps"][1]["cost"])
    for path in ("name", "steps.0.tags.-1", "steps.5", "ok.x", "steps.1.cost"):
        try:
            print(path, "->", query(document, path))
        except PathError as error:
            print("!", error, "|", error.__cause__)
    changed = json.loads(TEXT)
    changed["steps"][0]["tags"].append("c")
    changed["ok"] = False
    del changed["none"]
    for kind, path, what in diff(document, changed):
        print(kind, path, what)
    print(json.dumps(changed, sort_keys=True))
    print(json.dumps({"x": [1, 2.5, "é\n"]}, indent=1))
    print([c.value for c in Change], Change["ADDED"] is Change(1))
    for bad in ('{"a": }', "[1, 2", ""):
        try:
            json.loads(bad)
        except json.JSONDecodeError as error:
            print(type(error).__name__, error.msg, error.pos)


main()
