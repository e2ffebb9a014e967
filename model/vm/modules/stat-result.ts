/**
 * `os.stat_result` (Modules/posixmodule.c): ten items, and more behind names. Numbers of nodes and times are made up: they differ between runs.
 * @module
 */

import type { TreeNode } from '../files/file-tree.ts';
import { statOf } from '../files/system-calls.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { reprAsking } from '../protocol/text.ts';
import { PyFloat, type Ref, type Slot, type Value } from '../value.ts';
import { builtinFunction } from './extension.ts';

const TYPE = 'os.stat_result';
const FIELDS = 'st_mode st_ino st_dev st_nlink st_uid st_gid st_size'.split(' ');
const SHOWN = [...FIELDS, 'st_atime', 'st_mtime', 'st_ctime'];
const TIMES = ['st_atime', 'st_mtime', 'st_ctime'];
const EXTRA = [...TIMES, ...TIMES.map((name) => `${name}_ns`), 'st_blksize', 'st_blocks', 'st_rdev'];

/** Seconds since 1970 when a run begins, as far as files tell. */
const BEGIN = 1_700_000_000;
const BLOCK = 4096;
const SECTOR = 512;

/** What `stat` answers for a node. */
export function newStat(vm: Operations, id: number, node: TreeNode): Ref {
  const { mode, size } = statOf(node);
  const time = BEGIN + Math.floor((vm as Machine).registers.clock);
  const attrs = newDict(vm);
  const extra: Value[] = [
    ...TIMES.map(() => new PyFloat(time)),
    ...TIMES.map(() => BigInt(time) * 1_000_000_000n),
    BLOCK,
    Math.ceil(size / SECTOR),
    0,
  ];
  EXTRA.forEach((name, i) => {
    dictSetName(vm, attrs, name, extra[i] as Value);
  });
  const items: Value[] = [mode, id + 2, 1, 1, 0, 0, size, time, time, time];
  return vm.alloc({ kind: 'tuple', cls: TYPES[TYPE], items, attrs });
}

const itemsOf = (vm: Operations, self: Slot): readonly Value[] =>
  (asKind(vm, self, 'tuple')?.items ?? []) as readonly Value[];

/** Inputs: the result. */
const REPR: Algorithm = {
  name: 'stat_result_repr',
  run: (vm, [self], _vars, ask) =>
    `${TYPE}(${itemsOf(vm, self)
      .map((v, i) => `${SHOWN[i]}=${reprAsking(vm, v, ask)}`)
      .join(', ')})`,
};

/** Inputs: the class, a sequence. */
const NEW: Algorithm = {
  name: 'stat_result_new',
  run: (vm, [cls, sequence], _vars, ask) => {
    const list = ask(builtinFunction(vm, 'list'), [sequence as Value]);
    const items = (asKind(vm, list, 'list')?.items ?? []) as readonly Value[];
    if (items.length < SHOWN.length)
      throw raise(vm, 'TypeError', `${TYPE}() takes an at least 10-sequence (${items.length}-sequence given)`);
    const attrs = newDict(vm);
    EXTRA.forEach((name, i) => {
      dictSetName(vm, attrs, name, (items[SHOWN.length + i] ?? items[SHOWN.indexOf(name)] ?? null) as Value);
    });
    return vm.alloc({ kind: 'tuple', cls: cls as Ref, items: items.slice(0, SHOWN.length), attrs });
  },
};

const extraOf =
  (name: string): Builtin =>
  (vm, [self]) => {
    const attrs = asKind(vm, self, 'tuple')?.attrs ?? null;
    return (attrs === null ? null : (dictGetName(vm, attrs, name) ?? null)) as Value;
  };

export const STAT_ALGORITHMS: readonly Algorithm[] = [REPR, NEW];
export const STAT_BUILTINS: BuiltinTable = {
  [`${TYPE}.__new__`]: (vm, [cls, sequence]) => replay(vm, NEW, [cls, sequence]),
  [`${TYPE}.__repr__`]: (vm, [self]) => replay(vm, REPR, [self]),
  ...Object.fromEntries(
    FIELDS.map((name, i): [string, Builtin] => [`${TYPE}.${name}`, (vm, [self]) => itemsOf(vm, self)[i] as Value]),
  ),
  ...Object.fromEntries(EXTRA.map((name): [string, Builtin] => [`${TYPE}.${name}`, extraOf(name)])),
};
