/**
 * The functions of `posix` on files and descriptors (Modules/posixmodule.c).
 * @module
 */
import { workingDirectory } from '../files/file-paths.ts';
import { osError, systemCall } from '../files/os-errors.ts';
import {
  changeFolder,
  changeMode,
  closeFile,
  duplicate,
  filesOf,
  isStandard,
  lookAt,
  makeFolder,
  makeLink,
  nodeOpenAt,
  openAt,
  openFile,
  readFile,
  removeFile,
  removeFolder,
  renameFile,
  seekFile,
  truncateFile,
  truncatePath,
  writeFile,
} from '../files/system-calls.ts';
import { bindArguments } from '../objects/arguments.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { indexAsking, intArgument, integerAsking } from '../protocol/sequences.ts';
import { ModelError, type Slot, type Value } from '../value.ts';
import { bytesValue, textOfBuffer } from './io-bytes.ts';
import { asGiven, listFolder, scanFolder } from './posix-folders.ts';
import { folderOf, linkText, pathArgument } from './posix-paths.ts';
import { newStat } from './stat-result.ts';

/** A function: its parameters, how many of them by position, how many there must be, and the work. */
interface FileFunction {
  readonly names: string;
  readonly positional: number;
  readonly required: number;
  readonly run: (vm: Operations, args: readonly Slot[], ask: Ask) => Value;
}

const fn = (names: string, positional: number, required: number, run: FileFunction['run']): FileFunction => ({
  names,
  positional,
  required,
  run,
});

const int = (vm: Operations, v: Slot, ask: Ask, missing = 0): number =>
  v === undefined ? missing : intArgument(vm, v, ask);
const offset = (vm: Operations, v: Slot, ask: Ask): number => Number(integerAsking(vm, v as Value, ask));
const follows = (vm: Operations, v: Slot, ask: Ask): boolean => v === undefined || truthAsking(vm, v, ask);

/** A descriptor that stands for a file of the tree. */
function fileFd(vm: Operations, v: Slot, ask: Ask): number {
  return int(vm, v, ask);
}

/** `stat`, and `lstat` which follows no link. */
function stat(name: string, follow: boolean): FileFunction['run'] {
  return (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name, fd: name === 'stat' }, ask);
    const from = folderOf(vm, args[1], ask);
    const through = follow && follows(vm, args[2], ask);
    if (path.fd !== undefined) return statOfFd(vm, path.fd);
    const { id, node } = systemCall(vm, () => lookAt(vm, path.text, through, from), path.given);
    return newStat(vm, id, node);
  };
}

function statOfFd(vm: Operations, fd: number): Value {
  if (isStandard(fd)) throw new ModelError('what a standard descriptor is depends on the run');
  const { id, node } = systemCall(vm, () => nodeOpenAt(vm, fd));
  return newStat(vm, id, node);
}

/** `rename` and `replace`. */
const rename =
  (name: string): FileFunction['run'] =>
  (vm, args, ask) => {
    const from = pathArgument(vm, args[0], { name, argument: 'src' }, ask);
    const to = pathArgument(vm, args[1], { name, argument: 'dst' }, ask);
    if ((args[2] ?? null) !== null || (args[3] ?? null) !== null)
      throw new ModelError(`${name}() beside another folder is not modelled`);
    systemCall(vm, () => renameFile(vm, from.text, to.text), from.given, to.given);
    return null;
  };

/** `remove` and `unlink`. */
const remove =
  (name: string): FileFunction['run'] =>
  (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name }, ask);
    const from = folderOf(vm, args[1], ask);
    systemCall(vm, () => removeFile(vm, path.text, from), path.given);
    return null;
  };

/** Whether a path may be read, written or run: everything may be, but files are run by their bits. */
function access(vm: Operations, args: readonly Slot[], ask: Ask): boolean {
  const path = pathArgument(vm, args[0], { name: 'access' }, ask);
  const mode = int(vm, args[1], ask);
  const from = folderOf(vm, args[2], ask);
  try {
    const { node } = systemCall(vm, () => lookAt(vm, path.text, true, from));
    return node.kind === 'link' || [4, 2, 1].every((bit) => (mode & bit) === 0 || (node.mode & (bit << 6)) !== 0);
  } catch (e) {
    if (e instanceof ModelError) throw e;
    return false;
  }
}

/** The same where the standard streams are no files. */
function write(vm: Operations, args: readonly Slot[], ask: Ask): Value {
  const fd = fileFd(vm, args[0], ask);
  const bytes = textOfBuffer(vm, args[1] as Value);
  return isStandard(fd) ? bytes.length : systemCall(vm, () => writeFile(vm, fd, bytes));
}

function read(vm: Operations, args: readonly Slot[], ask: Ask): Value {
  const fd = fileFd(vm, args[0], ask);
  const length = indexAsking(vm, args[1] as Value, ask);
  if (length < 0) throw osError(vm, 'EINVAL');
  return bytesValue(
    vm,
    systemCall(vm, () => readFile(vm, fd, length)),
  );
}

const close: FileFunction['run'] = (vm, args, ask) => {
  const fd = fileFd(vm, args[0], ask);
  systemCall(vm, () => closeFile(vm, fd));
  return null;
};

const TABLE: Readonly<Record<string, FileFunction>> = {
  stat: fn('path dir_fd follow_symlinks', 1, 1, stat('stat', true)),
  lstat: fn('path dir_fd', 1, 1, stat('lstat', false)),
  fstat: fn('fd', 1, 1, (vm, args, ask) => statOfFd(vm, fileFd(vm, args[0], ask))),
  access: fn('path mode dir_fd effective_ids follow_symlinks', 2, 2, access),
  listdir: fn('path', 1, 0, (vm, args, ask) => listFolder(vm, args[0], ask)),
  scandir: fn('path', 1, 0, (vm, args, ask) => scanFolder(vm, args[0], ask)),
  mkdir: fn('path mode dir_fd', 2, 1, (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name: 'mkdir' }, ask);
    const mode = int(vm, args[1], ask, 0o777);
    const from = folderOf(vm, args[2], ask);
    systemCall(vm, () => makeFolder(vm, path.text, mode, from), path.given);
    return null;
  }),
  rmdir: fn('path dir_fd', 1, 1, (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name: 'rmdir' }, ask);
    const from = folderOf(vm, args[1], ask);
    systemCall(vm, () => removeFolder(vm, path.text, from), path.given);
    return null;
  }),
  remove: fn('path dir_fd', 1, 1, remove('remove')),
  unlink: fn('path dir_fd', 1, 1, remove('unlink')),
  rename: fn('src dst src_dir_fd dst_dir_fd', 2, 2, rename('rename')),
  replace: fn('src dst src_dir_fd dst_dir_fd', 2, 2, rename('replace')),
  symlink: fn('src dst target_is_directory dir_fd', 3, 2, (vm, args, ask) => {
    const target = pathArgument(vm, args[0], { name: 'symlink', argument: 'src' }, ask);
    const path = pathArgument(vm, args[1], { name: 'symlink', argument: 'dst' }, ask);
    systemCall(vm, () => makeLink(vm, target.text, path.text), target.given, path.given);
    return null;
  }),
  readlink: fn('path dir_fd', 1, 1, (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name: 'readlink' }, ask);
    const { node } = systemCall(vm, () => lookAt(vm, path.text, false), path.given);
    if (node.kind !== 'link') throw osError(vm, 'EINVAL', path.given);
    return asGiven(vm, path, linkText(vm, path.text, node.target));
  }),
  chdir: fn('path', 1, 1, (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name: 'chdir', fd: true }, ask);
    if (path.fd !== undefined) throw new ModelError('chdir() of a descriptor is not modelled');
    systemCall(vm, () => changeFolder(vm, path.text), path.given);
    return null;
  }),
  chmod: fn('path mode dir_fd follow_symlinks', 2, 2, (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name: 'chmod', fd: true }, ask);
    const mode = int(vm, args[1], ask);
    const { fd } = path;
    systemCall(
      vm,
      () => changeMode(vm, fd === undefined ? lookAt(vm, path.text, true) : nodeOpenAt(vm, fd), mode),
      path.given,
    );
    return null;
  }),
  utime: fn('path times ns dir_fd follow_symlinks', 2, 1, (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name: 'utime', fd: true }, ask);
    if (path.fd === undefined) systemCall(vm, () => lookAt(vm, path.text, true), path.given);
    return null;
  }),
  truncate: fn('path length', 2, 2, (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name: 'truncate', fd: true }, ask);
    const length = offset(vm, args[1], ask);
    const { fd } = path;
    systemCall(
      vm,
      () => (fd === undefined ? truncatePath(vm, path.text, length) : truncateFile(vm, fd, length)),
      path.given,
    );
    return null;
  }),
  ftruncate: fn('fd length', 2, 2, (vm, args, ask) => {
    const fd = fileFd(vm, args[0], ask);
    const length = offset(vm, args[1], ask);
    systemCall(vm, () => truncateFile(vm, fd, length));
    return null;
  }),
  open: fn('path flags mode dir_fd', 3, 2, (vm, args, ask) => {
    const path = pathArgument(vm, args[0], { name: 'open' }, ask);
    const flags = int(vm, args[1], ask);
    const mode = int(vm, args[2], ask, 0o777);
    const from = folderOf(vm, args[3], ask);
    return systemCall(vm, () => openFile(vm, path.text, flags, mode, from), path.given);
  }),
  close: fn('fd', 1, 1, close),
  read: fn('fd length', 2, 2, read),
  write: fn('fd data', 2, 2, write),
  pread: fn('fd length offset', 3, 3, (vm, args, ask) => {
    const fd = fileFd(vm, args[0], ask);
    const length = int(vm, args[1], ask);
    const at = offset(vm, args[2], ask);
    return bytesValue(
      vm,
      systemCall(vm, () => readFile(vm, fd, length, at)),
    );
  }),
  pwrite: fn('fd buffer offset', 3, 3, (vm, args, ask) => {
    const fd = fileFd(vm, args[0], ask);
    const bytes = textOfBuffer(vm, args[1] as Value);
    const at = offset(vm, args[2], ask);
    return systemCall(vm, () => writeFile(vm, fd, bytes, at));
  }),
  lseek: fn('fd position whence', 3, 3, (vm, args, ask) => {
    const fd = fileFd(vm, args[0], ask);
    const to = offset(vm, args[1], ask);
    const whence = int(vm, args[2], ask);
    return systemCall(vm, () => seekFile(vm, fd, to, whence));
  }),
  dup: fn('fd', 1, 1, (vm, args, ask) => {
    const fd = fileFd(vm, args[0], ask);
    return systemCall(vm, () => duplicate(vm, fd));
  }),
  fsync: fn('fd', 1, 1, (vm, args, ask) => {
    const fd = fileFd(vm, args[0], ask);
    systemCall(vm, () => openAt(vm, fd));
    return null;
  }),
  isatty: fn('fd', 1, 1, (vm, args, ask) => int(vm, args[0], ask) < 0 && false),
  strerror: fn('code', 1, 1, () => {
    throw new ModelError('os.strerror() is not modelled');
  }),
  get_inheritable: fn('fd', 1, 1, (vm, args, ask) => isStandard(int(vm, args[0], ask))),
  set_inheritable: fn('fd inheritable', 2, 2, () => null),
  device_encoding: fn('fd', 1, 1, () => null),
  putenv: fn('name value', 2, 2, () => null),
  unsetenv: fn('name', 1, 1, () => null),
};

/** Functions that take their arguments by position alone. */
const POSITIONAL: ReadonlySet<string> = new Set(
  'read write pread pwrite lseek ftruncate isatty strerror get_inheritable set_inheritable dup putenv unsetenv'.split(
    ' ',
  ),
);

/** Inputs: the arguments. Vars: the function. */
const RUN: Algorithm = {
  name: 'posix_files',
  run: (vm, inputs, vars, ask) => (TABLE[String(vars['name'])] as FileFunction).run(vm, inputs, ask),
};

function builtin(name: string, { names, positional, required }: FileFunction): Builtin {
  const all = names.split(' ');
  const shown = POSITIONAL.has(name) ? all.map(() => '') : all;
  return (vm, args, keywords) =>
    replay(vm, RUN, bindArguments(vm, { name, names: shown, positional, required }, args, keywords), { name });
}

/** `getcwd`: of a native CPython, the folder that its lane has made. */
export function currentFolder(vm: Operations): string {
  const files = filesOf(vm);
  if (vm.build.bits === 64) throw new ModelError('the working directory of a native CPython is not modelled');
  return systemCall(vm, () => workingDirectory(files));
}

/** `_exit` and the like stay outside; what is here runs. */
export const FILE_FUNCTIONS: BuiltinTable = Object.fromEntries(
  Object.entries(TABLE).map(([name, how]) => [name, builtin(name, how)]),
);
export const POSIX_FILE_ALGORITHMS: readonly Algorithm[] = [RUN];
