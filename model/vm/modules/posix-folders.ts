/**
 * `posix.scandir`, its iterator and `DirEntry` (Modules/posixmodule.c), and `listdir`.
 * @module
 */
import type { TreeNode } from '../files/file-tree.ts';
import { FileFault } from '../files/file-tree.ts';
import { systemCall } from '../files/os-errors.ts';
import { lookAt, nodeOpenAt } from '../files/system-calls.ts';
import { bindArguments } from '../objects/arguments.ts';
import { decodeBytes, encodeText } from '../objects/codecs.ts';
import { newList } from '../objects/list.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { reprAsking } from '../protocol/text.ts';
import { EXHAUSTED, type Exhausted, ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { newOf, recordData, stepped } from './extension.ts';
import { bytesValue, textOfBytes } from './io-bytes.ts';
import { type PathArgument, pathArgument } from './posix-paths.ts';
import { newStat } from './stat-result.ts';

const ITERATOR = 'posix.ScandirIterator';
const ENTRY = 'posix.DirEntry';

/** A path as its argument was: in bytes, or as text. */
export const asGiven = (vm: Operations, { bytes }: PathArgument, text: string): Value =>
  bytes ? bytesValue(vm, textOfBytes(encodeText(vm, text, 'utf-8', 'surrogateescape'))) : text;

function namesIn(vm: Operations, path: PathArgument): readonly string[] {
  const { node } = path.fd === undefined ? lookAt(vm, path.text, true) : nodeOpenAt(vm, path.fd);
  if (node.kind !== 'folder') throw new FileFault('ENOTDIR');
  if (node.partial) throw new ModelError(`what is in ${path.text} depends on the build`);
  return Object.keys(node.entries);
}

export function listFolder(vm: Operations, given: Slot, ask: Ask): Value {
  const path = pathArgument(vm, given, { name: 'listdir', fd: true, none: true }, ask);
  const names = systemCall(vm, () => namesIn(vm, path), path.given);
  return newList(
    vm,
    names.map((name) => asGiven(vm, path, name)),
  );
}

/** Slots of the iterator: entries. Numbers: how many were given, closed. */
export function scanFolder(vm: Operations, given: Slot, ask: Ask): Value {
  const path = pathArgument(vm, given, { name: 'scandir', fd: true, none: true }, ask);
  const names = systemCall(vm, () => namesIn(vm, path), path.given);
  const entries = names.map((name) => {
    const full = path.fd === undefined ? (path.text.endsWith('/') ? path.text : `${path.text}/`) + name : name;
    const shown = given === undefined || given === null ? `./${name}` : full;
    const folder = path.fd === undefined ? -1 : nodeOpenAt(vm, path.fd).id;
    return newOf(vm, ENTRY, [asGiven(vm, path, name), asGiven(vm, path, shown)], [folder]);
  });
  return newOf(vm, ITERATOR, entries, [0, 0]);
}

/** `tp_iternext`. */
export function scanNext(vm: Operations, self: Ref): Value | Exhausted {
  const { slots, numbers } = recordData(vm, self);
  const [at = 0, closed = 0] = numbers;
  if (closed === 1 || at >= slots.length) return EXHAUSTED;
  vm.setNumberAt(self, 'numbers', 0, at + 1);
  return slots[at] as Value;
}

function textOf(vm: Operations, v: Slot): string {
  return asStr(vm, v) ?? decodeBytes(vm, v as Ref, asKind(vm, v, 'bytes')?.bytes ?? [], 'utf-8', 'surrogateescape');
}

/** The node of an entry; undefined where it is gone. */
function nodeOfEntry(vm: Operations, self: Slot, follow: boolean): { id: number; node: TreeNode } | undefined {
  const { slots, numbers } = recordData(vm, self);
  const [folder = -1] = numbers;
  try {
    return lookAt(vm, textOf(vm, slots[1]), follow, folder < 0 ? undefined : folder);
  } catch (e) {
    if (e instanceof FileFault && e.code === 'ENOENT') return undefined;
    if (e instanceof FileFault) throw e;
    throw e;
  }
}

/** Inputs: the entry, follow_symlinks. Vars: what. */
const ASK_ENTRY: Algorithm = {
  name: 'dir_entry',
  run: (vm, [self, follow], vars, ask) => {
    const follows = follow === undefined || truthAsking(vm, follow, ask);
    const { slots } = recordData(vm, self);
    if (vars['what'] === 'stat') {
      const [, path = null] = slots;
      const { id, node } = systemCall(vm, () => lookAt(vm, textOf(vm, path), follows, folderNumber(vm, self)), path);
      return newStat(vm, id, node);
    }
    const found = nodeOfEntry(vm, self, follows);
    return found !== undefined && found.node.kind === (vars['what'] === 'is_dir' ? 'folder' : 'file');
  },
};

function folderNumber(vm: Operations, self: Slot): number | undefined {
  const [folder = -1] = recordData(vm, self).numbers;
  return folder < 0 ? undefined : folder;
}

const asked =
  (what: string): Builtin =>
  (vm, [self, ...args], keywords) => {
    const [follow] = bindArguments(vm, { name: what, names: ['follow_symlinks'], positional: 0 }, args, keywords);
    return replay(vm, ASK_ENTRY, [self, follow], { what });
  };

/** Inputs: the entry. */
const REPR: Algorithm = {
  name: 'dir_entry_repr',
  run: (vm, [self], _vars, ask) => `<DirEntry ${reprAsking(vm, recordData(vm, self).slots[0] as Value, ask)}>`,
};

const close: Builtin = (vm, [self]) => {
  vm.setNumberAt(self as Ref, 'numbers', 1, 1);
  return null;
};

export const FOLDER_ALGORITHMS: readonly Algorithm[] = [ASK_ENTRY, REPR];
export const FOLDER_BUILTINS: BuiltinTable = {
  [`${ITERATOR}.__iter__`]: (_vm, [self]) => self as Value,
  [`${ITERATOR}.__next__`]: stepped(scanNext),
  [`${ITERATOR}.__enter__`]: (_vm, [self]) => self as Value,
  [`${ITERATOR}.__exit__`]: close,
  [`${ITERATOR}.close`]: close,
  [`${ENTRY}.is_dir`]: asked('is_dir'),
  [`${ENTRY}.is_file`]: asked('is_file'),
  [`${ENTRY}.stat`]: asked('stat'),
  [`${ENTRY}.is_symlink`]: (vm, [self]) => nodeOfEntry(vm, self, false)?.node.kind === 'link',
  [`${ENTRY}.is_junction`]: () => false,
  [`${ENTRY}.inode`]: (vm, [self]) => (nodeOfEntry(vm, self, false)?.id ?? 0) + 2,
  [`${ENTRY}.__fspath__`]: (vm, [self]) => recordData(vm, self).slots[1] as Value,
  [`${ENTRY}.__repr__`]: (vm, [self]) => replay(vm, REPR, [self]),
  [`${ENTRY}.name`]: (vm, [self]) => recordData(vm, self).slots[0] as Value,
  [`${ENTRY}.path`]: (vm, [self]) => recordData(vm, self).slots[1] as Value,
  [`${ENTRY}.__class_getitem__`]: (vm, [cls, item]) => vm.call(TYPES.GenericAlias, [cls as Value, item as Value]),
};
