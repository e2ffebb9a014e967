/**
 * System calls on the files of a state: what they read, and the files that they leave.
 * @module
 */
import type { Machine } from '../machine.ts';
import type { Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import { nodeAt, type Place, placeOf, type Walk } from './file-paths.ts';
import {
  addNode,
  DEVICE_TYPE,
  dropEntry,
  FILE_TYPE,
  FileFault,
  type FileNode,
  type Files,
  FOLDER_TYPE,
  LINK_TYPE,
  NULL_DEVICE,
  nodeOf,
  type OpenFile,
  pathOf,
  putEntry,
  ROOT,
  setNode,
  type TreeNode,
} from './file-tree.ts';
import { O_APPEND, O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_TRUNC, O_WRONLY } from './open-flags.ts';

const NULL_FILE: FileNode = { kind: 'file', bytes: '', mode: DEVICE_TYPE | 0o666 };
/** Numbers of standard input, output and error. */
const STANDARD = 3;

export const filesOf = (vm: Operations): Files => (vm as Machine).registers.files;

function leave(vm: Operations, files: Files): void {
  (vm as Machine).registers.files = files;
}

const walk = (vm: Operations, follow: boolean, from?: number): Walk => ({
  follow,
  knowsRoot: !native(vm),
  behindFile: 'ENOTDIR',
  ...(from === undefined ? {} : { from }),
});

const native = (vm: Operations): boolean => vm.build.bits === 64;

/** What a path is about to be made as; Emscripten's has its own error behind a file. */
function placeToMake(vm: Operations, path: string, follow = false, from?: number): Place {
  const behindFile = native(vm) ? 'ENOTDIR' : ROWS[vm.version].madeBehindFile;
  return placeOf(filesOf(vm), path, { ...walk(vm, follow, from), behindFile });
}

function contentsOf(files: Files, id: number): TreeNode {
  return id === NULL_DEVICE ? NULL_FILE : nodeOf(files, id);
}

/** The path from the root of the folder that a path's last name stands in. */
export const folderAbove = (vm: Operations, path: string): string =>
  pathOf(filesOf(vm), placeOf(filesOf(vm), path, walk(vm, false)).folder);

/** The node that a path leads to, of any kind. */
export function lookAt(vm: Operations, path: string, follow: boolean, from?: number): { id: number; node: TreeNode } {
  const files = filesOf(vm);
  const place = placeOf(files, path, walk(vm, follow, from));
  if (place.node === undefined) throw new FileFault('ENOENT');
  const node = contentsOf(files, place.node);
  if (place.slash && node.kind === 'file' && native(vm)) throw new FileFault('ENOTDIR');
  return { id: place.node, node };
}

/** What `umask` leaves of a mode. */
const masked = (vm: Operations, mode: number): number => mode & ~(native(vm) ? 0o22 : ROWS[vm.version].umask);

function nextDescriptor(files: Files): number {
  let fd = STANDARD;
  while (files.open[fd] !== undefined) fd++;
  return fd;
}

function setOpen(files: Files, fd: number, file: OpenFile): Files {
  return { ...files, open: { ...files.open, [fd]: file } };
}

function newFile(vm: Operations, place: Place, mode: number): void {
  if (place.slash && (native(vm) || !ROWS[vm.version].makesWithSlash)) throw new FileFault('EISDIR');
  leave(
    vm,
    addNode(filesOf(vm), place.folder, place.name, { kind: 'file', bytes: '', mode: FILE_TYPE | masked(vm, mode) }),
  );
}

function placeToOpen(vm: Operations, path: string, flags: number, from?: number): Place {
  const follow = (flags & O_NOFOLLOW) === 0 && (flags & O_EXCL) === 0;
  if ((flags & O_CREAT) !== 0) return placeToMake(vm, path, follow, from);
  const hides = !native(vm) && ROWS[vm.version].madeBehindFile !== 'ENOTDIR';
  return placeOf(filesOf(vm), path, { ...walk(vm, follow, from), behindFile: hides ? 'ENOENT' : 'ENOTDIR' });
}

/** `open(2)`: the descriptor. */
export function openFile(vm: Operations, path: string, flags: number, mode = 0o777, from?: number): number {
  const place = placeToOpen(vm, path, flags, from);
  if (place.node === undefined) {
    if ((flags & O_CREAT) === 0) throw new FileFault('ENOENT');
    newFile(vm, place, mode);
  } else if ((flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0) throw new FileFault('EEXIST');
  const id = place.node ?? filesOf(vm).next - 1;
  const node = contentsOf(filesOf(vm), id);
  const access = flags & 3;
  if (node.kind === 'link') throw new FileFault('ELOOP');
  if (node.kind === 'folder' && (access !== 0 || (flags & (O_TRUNC | O_CREAT)) !== 0)) throw new FileFault('EISDIR');
  if (node.kind === 'file' && (flags & O_DIRECTORY) !== 0) throw new FileFault('ENOTDIR');
  if (node.kind === 'file' && place.slash && place.node !== undefined && native(vm)) throw new FileFault('ENOTDIR');
  if (node.kind === 'file' && (flags & O_TRUNC) !== 0 && id !== NULL_DEVICE)
    leave(vm, setNode(filesOf(vm), id, { ...node, bytes: '' }));
  const files = filesOf(vm);
  const fd = nextDescriptor(files);
  const opened = {
    node: id,
    at: 0,
    readable: access !== O_WRONLY,
    writable: access !== 0,
    appending: (flags & O_APPEND) !== 0,
  };
  leave(vm, setOpen(files, fd, opened));
  return fd;
}

/** The description behind a descriptor. */
export function openAt(vm: Operations, fd: number): OpenFile {
  const file = filesOf(vm).open[fd];
  if (file === undefined) throw new FileFault('EBADF');
  return file;
}

export const isStandard = (fd: number): boolean => fd >= 0 && fd < STANDARD;

export function closeFile(vm: Operations, fd: number): void {
  openAt(vm, fd);
  const files = filesOf(vm);
  const { [fd]: _closed, ...open } = files.open;
  leave(vm, { ...files, open });
}

export function nodeOpenAt(vm: Operations, fd: number): { id: number; node: TreeNode } {
  const { node } = openAt(vm, fd);
  return { id: node, node: contentsOf(filesOf(vm), node) };
}

/** Up to `count` bytes from where the descriptor stands, or from `from`, which moves nothing. */
export function readFile(vm: Operations, fd: number, count: number, from?: number): string {
  const file = openAt(vm, fd);
  if (!file.readable) throw new FileFault('EBADF');
  const { node } = nodeOpenAt(vm, fd);
  if (node.kind !== 'file') throw new FileFault('EISDIR');
  const at = from ?? file.at;
  const bytes = node.bytes.slice(at, at + count);
  if (from === undefined && bytes.length > 0) leave(vm, setOpen(filesOf(vm), fd, { ...file, at: at + bytes.length }));
  return bytes;
}

/** Writes bytes where the descriptor stands, or at `to`: how many. */
export function writeFile(vm: Operations, fd: number, bytes: string, to?: number): number {
  const file = openAt(vm, fd);
  if (!file.writable) throw new FileFault('EBADF');
  const { id, node } = nodeOpenAt(vm, fd);
  if (node.kind !== 'file') throw new FileFault('EISDIR');
  const at = file.appending ? node.bytes.length : (to ?? file.at);
  const files = filesOf(vm);
  const moved = to === undefined ? setOpen(files, fd, { ...file, at: at + bytes.length }) : files;
  if (bytes !== '' && id !== NULL_DEVICE) {
    const before = node.bytes.slice(0, at).padEnd(at, '\0');
    leave(vm, setNode(moved, id, { ...node, bytes: before + bytes + node.bytes.slice(at + bytes.length) }));
  } else leave(vm, moved);
  return bytes.length;
}

/** `lseek(2)`. */
export function seekFile(vm: Operations, fd: number, offset: number, whence: number): number {
  const file = openAt(vm, fd);
  const { node } = nodeOpenAt(vm, fd);
  const length = node.kind === 'file' ? node.bytes.length : 0;
  const base = [0, file.at, length][whence];
  if (base === undefined || base + offset < 0) throw new FileFault('EINVAL');
  leave(vm, setOpen(filesOf(vm), fd, { ...file, at: base + offset }));
  return base + offset;
}

function cut(vm: Operations, id: number, node: TreeNode, length: number): void {
  if (node.kind === 'folder') throw new FileFault('EISDIR');
  if (length < 0 || node.kind === 'link') throw new FileFault('EINVAL');
  leave(vm, setNode(filesOf(vm), id, { ...node, bytes: node.bytes.slice(0, length).padEnd(length, '\0') }));
}

export function truncateFile(vm: Operations, fd: number, length: number): void {
  if (!openAt(vm, fd).writable || length < 0) throw new FileFault('EINVAL');
  const { id, node } = nodeOpenAt(vm, fd);
  cut(vm, id, node, length);
}

export function truncatePath(vm: Operations, path: string, length: number): void {
  const { id, node } = lookAt(vm, path, true);
  cut(vm, id, node, length);
}

/** A second descriptor of the same file. Its place is its own, which two that share one would tell. */
export function duplicate(vm: Operations, fd: number): number {
  const file = openAt(vm, fd);
  const files = filesOf(vm);
  const other = nextDescriptor(files);
  leave(vm, setOpen(files, other, file));
  return other;
}

export function makeFolder(vm: Operations, path: string, mode: number, from?: number): void {
  const { folder, name, node } = placeToMake(vm, path, false, from);
  if (node !== undefined) throw new FileFault('EEXIST');
  const made: TreeNode = {
    kind: 'folder',
    entries: {},
    parent: folder,
    mode: FOLDER_TYPE | masked(vm, mode & 0o777),
    partial: false,
  };
  leave(vm, addNode(filesOf(vm), folder, name, made));
}

/** The last name of a path as an entry that can be taken away. */
function entryAt(
  vm: Operations,
  path: string,
  from?: number,
): Place & { readonly id: number; readonly held: TreeNode } {
  const place = placeOf(filesOf(vm), path, walk(vm, false, from));
  if (place.node === undefined) throw new FileFault('ENOENT');
  return { ...place, id: place.node, held: contentsOf(filesOf(vm), place.node) };
}

export function removeFolder(vm: Operations, path: string, from?: number): void {
  const { folder, name, held, id } = entryAt(vm, path, from);
  if (held.kind !== 'folder') throw new FileFault('ENOTDIR');
  if (name === '.' || id === ROOT) throw new FileFault(id === ROOT ? 'EBUSY' : 'EINVAL');
  if (Object.keys(held.entries).length > 0 || held.partial) throw new FileFault('ENOTEMPTY');
  leave(vm, dropEntry(filesOf(vm), folder, name));
}

export function removeFile(vm: Operations, path: string, from?: number): void {
  const { folder, name, held, slash } = entryAt(vm, path, from);
  if (held.kind === 'folder') throw new FileFault('EISDIR');
  if (slash && native(vm)) throw new FileFault('ENOTDIR');
  leave(vm, dropEntry(filesOf(vm), folder, name));
}

/** Whether a folder stands in another, or is it. */
function isWithin(files: Files, folder: number, outer: number): boolean {
  for (let at = folder; ; ) {
    if (at === outer) return true;
    const node = nodeOf(files, at);
    if (at === ROOT || node.kind !== 'folder') return false;
    at = node.parent;
  }
}

export function renameFile(vm: Operations, path: string, target: string): void {
  const { folder, name, id, held } = entryAt(vm, path);
  const to = placeToMake(vm, target);
  const other = to.node === undefined ? undefined : contentsOf(filesOf(vm), to.node);
  if (to.node === id) return;
  if (held.kind === 'folder' && isWithin(filesOf(vm), to.folder, id)) throw new FileFault('EINVAL');
  if (other?.kind === 'folder' && held.kind !== 'folder') throw new FileFault('EISDIR');
  if (held.kind === 'folder' && other !== undefined && other.kind !== 'folder') throw new FileFault('ENOTDIR');
  if (other?.kind === 'folder' && Object.keys(other.entries).length > 0) throw new FileFault('ENOTEMPTY');
  const moved = putEntry(dropEntry(filesOf(vm), folder, name), to.folder, to.name, id);
  leave(vm, held.kind === 'folder' ? setNode(moved, id, { ...held, parent: to.folder }) : moved);
}

export function makeLink(vm: Operations, target: string, path: string): void {
  const { folder, name, node } = placeToMake(vm, path);
  if (node !== undefined) throw new FileFault('EEXIST');
  leave(vm, addNode(filesOf(vm), folder, name, { kind: 'link', target }));
}

export function changeMode(vm: Operations, { id, node }: { id: number; node: TreeNode }, mode: number): void {
  if (node.kind === 'link' || id === NULL_DEVICE) return;
  leave(vm, setNode(filesOf(vm), id, { ...node, mode: (node.mode & ~0o7777) | (mode & 0o7777) }));
}

export function changeFolder(vm: Operations, path: string): void {
  const files = filesOf(vm);
  const id = nodeAt(files, path, walk(vm, true));
  if (nodeOf(files, id).kind !== 'folder') throw new FileFault('ENOTDIR');
  leave(vm, { ...files, at: id });
}

/** Mode and length of a node, as `stat` tells them. */
export function statOf(node: TreeNode): { readonly mode: number; readonly size: number } {
  if (node.kind === 'file') return { mode: node.mode, size: node.bytes.length };
  if (node.kind === 'link') return { mode: LINK_TYPE | 0o777, size: node.target.length };
  return { mode: node.mode, size: FOLDER_SIZE };
}
/** Bytes that a folder is said to have. */
const FOLDER_SIZE = 4096;
