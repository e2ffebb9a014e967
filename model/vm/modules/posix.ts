/**
 * The module `posix` (Modules/posixmodule.c): paths as text, the environment, and what is of no file. Files stand in `posix-files.ts`.
 * @module
 */

import { normalPath } from '../files/file-paths.ts';
import {
  O_APPEND,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
} from '../files/open-flags.ts';
import type { Machine } from '../machine.ts';
import { codesOf, newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { staticFunction, TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { callerModule } from '../protocol/caller.ts';
import { dictSet, newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Value } from '../value.ts';
import { type NativeModule, nary, unary } from './native-module.ts';
import { fspathAsking } from './paths.ts';
import { currentFolder, FILE_FUNCTIONS, POSIX_FILE_ALGORITHMS } from './posix-files.ts';
import { FOLDER_ALGORITHMS, FOLDER_BUILTINS } from './posix-folders.ts';
import { STAT_ALGORITHMS, STAT_BUILTINS } from './stat-result.ts';

/** Inputs: the path. */
const FSPATH: Algorithm = { name: 'posix_fspath', run: (vm, [v], _vars, ask) => fspathAsking(vm, v as Value, ask) };

const fspath: Builtin = (vm, args, keywords) => {
  const path = args[0] ?? keywords?.get('path');
  if (path === undefined) throw raise(vm, 'TypeError', "fspath() missing required argument 'path' (pos 1)");
  return replay(vm, FSPATH, [path]);
};

/** A function of a path as text, also of one in bytes, whose characters are then its bytes. */
function onPath(name: string, run: (vm: Operations, path: string, make: (part: string) => Value) => Value): Builtin {
  return unary(name, (vm, v) => {
    const text = asStr(vm, v);
    if (text !== undefined) return run(vm, text, (part) => part);
    const bytes = asKind(vm, v, 'bytes')?.bytes;
    if (bytes === undefined) throw new ModelError(`posix.${name}() of a path object is not modelled`);
    return run(vm, String.fromCharCode(...bytes), (part) => newBytes(vm, codesOf(part)));
  });
}

/** `posixpath.splitroot`: no drive, the root, the rest. */
function splitRoot(path: string): readonly [string, string, string] {
  if (!path.startsWith('/')) return ['', '', path];
  if (path[1] !== '/' || path[2] === '/') return ['', '/', path.slice(1)];
  return ['', '//', path.slice(2)];
}

const isNative = (vm: Machine): boolean => vm.world.build.name.endsWith('native');

/** Functions that Emscripten lacks. */
const OF_LINUX = ['copy_file_range', 'sendfile', 'listxattr'];

/** An event loop asks whether it may watch children so; the model has none. */
const PIDFD_OPEN = staticFunction('posix:pidfd_open', 'pidfd_open');

/** The environment of the embedded builds; nothing is known of a native one's. */
function environment(vm: Machine): Value {
  if (isNative(vm)) return newRecord(vm, 'hollow', ['os.environ']);
  const entries: Readonly<Record<string, string>> = {
    USER: 'web_user',
    LOGNAME: 'web_user',
    PATH: '/',
    PWD: '/',
    HOME: '/home/pyodide',
    LANG: 'C.UTF-8',
    PYTHONHASHSEED: '0',
    PYTHONINSPECT: '1',
    LD_LIBRARY_PATH: `/usr/lib:/lib/python${vm.version}/site-packages`,
  };
  const dict = newDict(vm);
  const encode = (text: string): Value => newBytes(vm, codesOf(text));
  for (const [key, value] of Object.entries(entries)) dictSet(vm, dict, encode(key), encode(value));
  return dict;
}

/** What needs other processes, users or devices. */
const FUNCTIONS_OF_SYSTEM =
  '_exit abort chown closerange dup2 execv execve fork get_blocking get_terminal_size getgid getlogin getpgid getppid getuid kill link mkfifo pipe set_blocking system times umask uname urandom wait waitpid'.split(
    ' ',
  );

/** How many threads a pool has that is not told depends on the machine: where more calls wait than that, so does the order in which they run. */
const PROCESSORS = 4;

const processors = nary('posix.cpu_count', 'cpu_count', 0, 0, (vm) => {
  if (callerModule(vm) === 'concurrent.futures.thread') return PROCESSORS;
  throw new ModelError('the number of processors is not modelled');
});

/** Flags of `open`. */
const OPEN_FLAGS: Readonly<Record<string, number>> = {
  O_RDONLY: 0,
  O_WRONLY,
  O_RDWR,
  O_CREAT,
  O_EXCL,
  O_TRUNC,
  O_APPEND,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_CLOEXEC,
  O_NONBLOCK: 2048,
  O_NOCTTY: 256,
};

/** Whether functions take descriptors and folders, as `os` reads it. */
const HAVE =
  'FCHDIR FCHMOD FCHMODAT FCHOWN FCHOWNAT FEXECVE FDOPENDIR FPATHCONF FSTATAT FSTATVFS FTRUNCATE FUTIMENS FUTIMESAT LSTAT MKDIRAT OPENAT READLINKAT RENAMEAT UNLINKAT'
    .split(' ')
    .map((name) => `HAVE_${name}`);

export const POSIX_MODULE: NativeModule = {
  functions: {
    ...FILE_FUNCTIONS,
    fspath,
    _create_environ: (vm) => environment(vm as Machine),
    _clearenv: () => null,
    // What is registered would run in a child.
    // What Emscripten answers.
    getpid: () => 42,
    getcwd: nary('posix.getcwd', 'getcwd', 0, 0, (vm) => currentFolder(vm)),
    getcwdb: nary('posix.getcwdb', 'getcwdb', 0, 0, (vm) => newBytes(vm, codesOf(currentFolder(vm)))),
    register_at_fork: () => null,
    cpu_count: processors,
    _path_normpath: onPath('_path_normpath', (_vm, path, make) => make(normalPath(path))),
    _path_splitroot_ex: onPath('_path_splitroot_ex', (vm, path, make) => newTuple(vm, splitRoot(path).map(make))),
  },
  since: { _path_splitroot_ex: '3.13', _create_environ: '3.14', _clearenv: '3.15' },
  unmodelled: FUNCTIONS_OF_SYSTEM,
  values: (vm) => ({
    environ: environment(vm),
    error: TYPES.OSError,
    stat_result: TYPES['os.stat_result'],
    DirEntry: TYPES['posix.DirEntry'],
    F_OK: 0,
    R_OK: 4,
    W_OK: 2,
    X_OK: 1,
    ...OPEN_FLAGS,
    EX_OK: 0,
    _have_functions: newList(vm, [...HAVE, ...(ROWS[vm.version].havePtsname ? ['HAVE_PTSNAME_R'] : [])]),
    ...(isNative(vm)
      ? {
          ...Object.fromEntries(OF_LINUX.map((name) => [name, newRecord(vm, 'hollow', [`os.${name}`])])),
          pidfd_open: PIDFD_OPEN,
        }
      : {}),
  }),
};
export const POSIX_BUILTINS: BuiltinTable = {
  ...FOLDER_BUILTINS,
  ...STAT_BUILTINS,
  'posix:pidfd_open': (vm) => {
    throw raise(vm, 'OSError', [ENOSYS, 'Function not implemented']);
  },
};
/** `errno.ENOSYS` of Linux. */
const ENOSYS = 38;

export const POSIX_ALGORITHMS: readonly Algorithm[] = [
  FSPATH,
  ...POSIX_FILE_ALGORITHMS,
  ...FOLDER_ALGORITHMS,
  ...STAT_ALGORITHMS,
];
