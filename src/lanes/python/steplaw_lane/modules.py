"""Finds modules as `import` would, without running any of them."""

import sys
from importlib.machinery import BuiltinImporter, FrozenImporter, PathFinder
from types import ModuleType

from .code_tables import raw_code


def find(name, folders):
    """What a program whose folders stand first on `sys.path` gets for a dotted name; None where there is none.

    The code is compiled afresh: that of a module which has run may be instrumented.
    """
    spec = _spec(name, folders)
    if spec is None:
        return None
    origin = spec.origin
    own = any(origin is not None and origin.startswith(folder.rstrip("/") + "/") for folder in folders)
    found = {"file": origin, "package": spec.submodule_search_locations is not None, "own": own}
    source = _source(spec) if own else None
    if source is not None:
        found["bytes"] = source.hex()
    elif (code := _code(spec)) is not None:
        found["code"] = raw_code(code)
    return found


def _spec(name, folders):
    known = sys.modules.get(name)
    spec = getattr(known, "__spec__", None)
    # An alias: `os.path`, `collections.abc`.
    if spec is not None and type(known) is ModuleType and _outside(spec, folders) and spec.name == name:
        return spec
    path = None
    parent, _, _ = name.rpartition(".")
    if parent:
        outer = _spec(parent, folders)
        if outer is None or outer.submodule_search_locations is None:
            return None
        path = list(outer.submodule_search_locations)
    for finder in (BuiltinImporter, FrozenImporter):
        if (spec := finder.find_spec(name, path)) is not None:
            return spec
    return PathFinder.find_spec(name, path if parent else [*folders, *sys.path])


def _outside(spec, folders):
    return spec.origin is None or not any(spec.origin.startswith(folder) for folder in folders)


def _source(spec):
    try:
        return spec.loader.get_data(spec.origin)
    except (OSError, AttributeError):
        return None


def _code(spec):
    get_code = getattr(spec.loader, "get_code", None)
    return get_code(spec.name) if get_code is not None else None
