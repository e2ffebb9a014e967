"""Which files are the standard library's."""

import functools
import os


class LibraryFiles:
    """Equal to the name of the program's file and of each file of the standard library; what imports modules is left out.

    `str` leaves the comparison to it: callbacks that compare a code object's file with the program's need not know the difference.
    """

    def __init__(self, program):
        # Not the folder of `os`, which may be frozen: its file is then where the library would stand if it were no archive.
        self.folder = os.path.dirname(functools.__file__) + "/"
        self.known = {program: True}

    def __eq__(self, name):
        found = self.known.get(name)
        if found is None:
            inside = name.startswith(self.folder) and "/site-packages/" not in name and "/steplaw_lane/" not in name
            frozen = name.startswith("<frozen ") and "import" not in name
            found = self.known[name] = inside or frozen
        return found

    __hash__ = None
