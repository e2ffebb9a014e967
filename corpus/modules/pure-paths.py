# pathlib without a file system, and glob’s patterns; tomllib.
import glob, tomllib
from pathlib import Path, PurePosixPath, PureWindowsPath
p = PurePosixPath('/usr/lib') / 'python3' / 'x.tar.gz'
print(p, p.parts, p.name, p.suffixes, p.stem, p.parent, p.parents[1], p.is_absolute())
print(p.with_suffix('.zip'), p.with_name('y'), p.relative_to('/usr'), p.match('*.gz'), p.is_relative_to('/etc'))
w = PureWindowsPath('c:/Windows/System32')
print(w, w.drive, w.root, w.as_posix(), w == PureWindowsPath('C:\\windows\\system32'), w / 'd:/e')
print(Path('a', 'b/../c', './d'), repr(Path('a')), sorted([PurePosixPath('b'), PurePosixPath('a/b')]))
for wrong in (lambda: p.relative_to('/etc'), lambda: p.with_name(''), lambda: p / 1, lambda: p.parents[9], lambda: p < w):
    try: wrong()
    except (ValueError, TypeError, IndexError) as error: print(type(error).__name__, error)
print(glob.escape('a[b]*'), glob.has_magic('a?'), glob.has_magic('a'))
print(tomllib.loads('a = 1\n[b.c]\nd = ["x", 2.5, true]\n[[e]]\nf = {g = 0x1F}\n'))
try: tomllib.loads('a = 1\na = 2')
except tomllib.TOMLDecodeError as error: print(error)
