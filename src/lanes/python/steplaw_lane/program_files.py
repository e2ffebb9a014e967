"""The files that a program finds: none but folders, whatever programs before it have made.

Under Emscripten the file system is in memory, and what a program leaves is taken away. Elsewhere a program runs in a folder of its own, which goes with it:
the files of the machine stay out of its way. One that is to run in its own folder (`inFolder`) finds what is there.
"""

import os
import sys

# A program may replace what the module `builtins` holds.
from builtins import OSError, range, set

IN_MEMORY = sys.platform == "emscripten"
# Where programs leave files; each is there when one begins.
_PLACES = ("/", "/tmp", "/home", "/home/pyodide", "/work") if IN_MEMORY else ()
# Descriptors that are looked at: programs open few at a time.
_DESCRIPTORS = 64


class ProgramFiles:
    """What is there before a program."""

    made = 0

    def __init__(self, program):
        self.folder = os.getcwd()
        self.environ = os.environ.copy()
        self.descriptors = set(_open_descriptors())
        self.own = None
        if IN_MEMORY:
            self.places = [(place, set(os.listdir(place))) for place in _PLACES]
        if program.get("inFolder"):
            os.chdir(program["path"][0])
        elif not IN_MEMORY:
            ProgramFiles.made += 1
            self.own = f"{os.environ.get('TMPDIR', '/tmp')}/steplaw-{os.getpid()}-{ProgramFiles.made}"
            os.mkdir(self.own)
            os.chdir(self.own)

    def restore(self):
        for descriptor in _open_descriptors():
            if descriptor not in self.descriptors:
                os.close(descriptor)
        if os.environ != self.environ:
            os.environ.clear()
            os.environ.update(self.environ)
        if not IN_MEMORY:
            os.chdir(self.folder)
            if self.own is not None:
                _remove(self.own)
            return
        for place, before in self.places:
            if not os.path.isdir(place) or os.path.islink(place):
                _remove(place)
                os.mkdir(place)
            for name in os.listdir(place):
                if name not in before:
                    _remove(os.path.join(place, name))
        os.chdir(self.folder)


def _open_descriptors():
    found = []
    for descriptor in range(3, _DESCRIPTORS):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found.append(descriptor)
    return found


def _remove(path):
    """A file, or a folder with all that is in it; what is gone already is no matter."""
    try:
        if os.path.isdir(path) and not os.path.islink(path):
            os.chmod(path, 0o777)
            for name in os.listdir(path):
                _remove(os.path.join(path, name))
            os.rmdir(path)
        else:
            os.remove(path)
    except OSError:
        pass
