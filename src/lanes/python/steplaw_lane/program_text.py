"""What a program may do, by its text: what is not there need not be cared for."""

import re

# Words by which it collects cycles, monitors itself, traces itself.
COLLECTS = re.compile(r"\bgc\b")
MONITORS = re.compile(r"monitoring")
TRACES = re.compile(r"settrace|setprofile|set_trace|f_trace|\bbdb\b|\bpdb\b|\bprofile\b|\b(import|from)\b.*\btrace\b|breakpoint\(")
REGISTERS_EXITS = re.compile(r"\batexit\b")
# What opens files does so by one of these, or by a module that is imported.
USES_FILES = re.compile(r"\bopen\b|\b(os|posix|io|_io|_pyio|nt)\b|\bpathlib\b|\btempfile\b|\bshutil\b|\b(import|from)\b.*\b(glob|fileinput|logging|zipfile|tarfile|gzip|bz2|lzma|shelve|dbm|sqlite3|codecs|mailbox|mmap|configparser|linecache|tokenize|pickle|json|csv|test)\b")
RUNS_LOOPS = re.compile(r"\b_?asyncio\b|\bconcurrent\b")
# A module is imported, and something that is not its own object's is set or deleted.
_IMPORTS = re.compile(r"\bimport\b|__import__|\bimport_module\b")
_SETS = re.compile(
    r"(?<![\w.])(?!self\b|cls\b|frame\b)\w+(\.\w+)+\s*(:[^\n=]+|,[^\n=]*|[-+*/%@&|^]|//|\*\*|<<|>>)?=(?!=)"
    r"|,\s*\w+(\.\w+)+\s*=(?!=)|\bfor [\w, (*]*\w\.\w+[\w, .)]* in\b|\bas \w+\.\w+"
    r"|\bdel [^\n]*\.|\b(setattr|delattr|__setattr__|__delattr__|__dict__|vars|modules|patch)\b"
)


def may_use(program, words):
    """Whether what `words` finds stands in a program's text; a module beside it may have it too."""
    return bool(program.get("path")) or words.search(_text(program)) is not None


def may_write_on_modules(program):
    if program.get("path"):
        return True
    text = _text(program)
    return _IMPORTS.search(text) is not None and _SETS.search(text) is not None


def _text(program):
    return program["source"] if "source" in program else bytes.fromhex(program["bytes"]).decode("latin-1")
