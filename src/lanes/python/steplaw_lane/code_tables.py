"""Code objects as raw tables, undecoded: model/lift decodes them."""

from types import CodeType

from .constants import constant

_FAST_HIDDEN = 0x10
_FAST_LOCAL = 0x20
_FAST_CELL = 0x40
_FAST_FREE = 0x80
_CO_OPTIMIZED = 0x1


def raw_code(code):
    """Every table of a code object and of the code objects in its constants; byte strings as hexadecimal digits."""
    names, kinds = _localsplus(code)
    return {
        "name": code.co_name,
        "qualname": code.co_qualname,
        "filename": code.co_filename,
        "firstlineno": code.co_firstlineno,
        "flags": code.co_flags,
        "argcount": code.co_argcount,
        "posonlyargcount": code.co_posonlyargcount,
        "kwonlyargcount": code.co_kwonlyargcount,
        "stacksize": code.co_stacksize,
        "code": code.co_code.hex(),
        "linetable": code.co_linetable.hex(),
        "exceptiontable": code.co_exceptiontable.hex(),
        "consts": [raw_code(c) if type(c) is CodeType else constant(c) for c in code.co_consts],
        "names": code.co_names,
        "localsplusnames": names,
        "localspluskinds": kinds,
    }


def _localsplus(code):
    """co_localsplusnames and co_localspluskinds, which Python code cannot read, from what it can.

    Outside functions the only fast locals are those of inlined comprehensions, and those are the hidden ones.
    """
    local, cell, free = code.co_varnames, set(code.co_cellvars), set(code.co_freevars)
    names = [*local, *(n for n in code.co_cellvars if n not in local), *code.co_freevars]
    hidden = 0 if code.co_flags & _CO_OPTIMIZED else _FAST_HIDDEN
    kinds = []
    for slot, name in enumerate(names):
        if slot < len(local):
            kinds.append(_FAST_LOCAL | hidden | (_FAST_CELL if name in cell else 0))
        else:
            kinds.append(_FAST_FREE if name in free and slot >= len(names) - len(free) else _FAST_CELL)
    return names, kinds
