# os.path on text, PathLike, the environment.
import os, os.path
from os.path import *
p = os.path
for q in ['', 'a', '/a/b', 'a/b.txt', '/a//b/../c/.', '../x', '//a', '///a/', 'a/', '.bashrc', 'a.tar.gz', './a/./b', '/..', 'a/../..', 'x/..']:
    print(repr(q), p.basename(q), p.dirname(q), p.split(q), p.splitext(q), p.normpath(q), p.isabs(q), p.join(q, 'z'), p.join('r', q), p.splitdrive(q), p.normcase(q))
print(p.commonpath(['/usr/lib/a', '/usr/lib/b']), p.join('a', '/b', 'c'), p.join('a', ''), os.sep, os.linesep == '\n', os.name, os.curdir, os.pardir, os.extsep, os.pathsep, p.relpath('/a/b', '/a/c') if 1 else 0, os.fspath('x'))
try: p.join('a', 3)
except TypeError as e: print(e)
try: os.fspath(3)
except TypeError as e: print(e)
class P(os.PathLike):
    def __fspath__(self): print('fspath'); return '/p/q.r'
print(p.basename(P()), p.splitext(P()), isinstance(P(), os.PathLike), os.environ.get('NOPE', 'd'), 'NOPE' in os.environ, os.environ['HOME'], os.getenv('NOPE'), p.expanduser('~/x'), p.expandvars('$HOME/y ${NOPE}'))
try: os.environ['NOPE']
except KeyError as e: print(repr(e))
