"""What `dis` says of every code object of some modules of the standard library, beside their raw tables."""

import dis
import json
import sys
import zipfile
from types import CodeType

from steplaw_lane.code_tables import raw_code

_ZIP = zipfile.ZipFile(next(p for p in sys.path if p.endswith(".zip")))


def modules():
    return json.dumps(sorted(n for n in _ZIP.namelist() if n.endswith(".py"))).encode()


def _all_codes(code):
    yield code
    for c in code.co_consts:
        if type(c) is CodeType:
            yield from _all_codes(c)


def _seen(code):
    instructions = []
    for i in dis.get_instructions(code):
        if i.opname == "CACHE":
            continue
        if sys.version_info >= (3, 13):
            target = i.jump_target
        else:
            target = i.argval if i.opcode in dis.hasjrel or i.opcode in dis.hasjabs else None
        p = i.positions
        instructions.append(
            [i.offset, i.opname, i.arg or 0, -1 if target is None else target, p.lineno, p.end_lineno, p.col_offset, p.end_col_offset]
        )
    table = [[e.start, e.end, e.target, e.depth, e.lasti] for e in dis._parse_exception_table(code)]
    return {"instructions": instructions, "exceptionTable": table}


def judge(name):
    try:
        code = compile(_ZIP.read(name), name, "exec", 0, True)
    except SyntaxError:
        return b"null"
    return json.dumps({"raw": raw_code(code), "dis": [_seen(c) for c in _all_codes(code)]}).encode()
