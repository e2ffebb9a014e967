/**
 * What an unpickler keeps: its stack with marks, and its memo.
 * @module
 */
import { asKind } from '../objects/payload.ts';
import type { Operations } from '../operations.ts';
import { dictFind, dictOperation } from '../protocol/dict-table.ts';
import { ModelError, PENDING, type PyRaise, type Ref, type Value } from '../value.ts';
import { recordData } from './extension.ts';
import { unpicklingError } from './pickle-read.ts';

/** Slots of an unpickler. */
export const TEXT = 0;
export const MEMO = 1;
export const STACK = 2;
export const MARKS = 3;
export const READ = 4;
export const READLINE = 5;
export const PERSISTENT = 6;
export const ENCODING = 7;
export const ERRORS = 8;

/** Its numbers. */
export const AT = 0;
export const PROTOCOL = 1;
export const FIX_IMPORTS = 2;

const listAt = (vm: Operations, u: Ref, i: number): Ref => recordData(vm, u).slots[i] as Ref;
const itemsOf = (vm: Operations, list: Ref): readonly Value[] => asKind(vm, list, 'list')?.items ?? [];

export const stackOf = (vm: Operations, u: Ref): readonly Value[] => itemsOf(vm, listAt(vm, u, STACK));
const marksOf = (vm: Operations, u: Ref): readonly Value[] => itemsOf(vm, listAt(vm, u, MARKS));

/** Where the stack ends that an opcode may take from. */
const fence = (vm: Operations, u: Ref): number => Number(marksOf(vm, u).at(-1) ?? 0);

export function push(vm: Operations, u: Ref, v: Value): void {
  vm.splice(listAt(vm, u, STACK), 'items', stackOf(vm, u).length, 0, [v]);
}

const underflow = (vm: Operations, u: Ref): PyRaise =>
  unpicklingError(vm, marksOf(vm, u).length > 0 ? 'unexpected MARK found' : 'unpickling stack underflow');

/** The topmost so many. */
export function popMany(vm: Operations, u: Ref, count: number): Value[] {
  const stack = stackOf(vm, u);
  const from = stack.length - count;
  if (from < fence(vm, u)) throw underflow(vm, u);
  const taken = stack.slice(from);
  vm.splice(listAt(vm, u, STACK), 'items', from, count, []);
  return taken;
}

export const pop = (vm: Operations, u: Ref): Value => popMany(vm, u, 1)[0] as Value;

export function top(vm: Operations, u: Ref): Value {
  const stack = stackOf(vm, u);
  if (stack.length <= fence(vm, u)) throw underflow(vm, u);
  return stack.at(-1) as Value;
}

/** `load_pop`: a mark that nothing stands on goes. */
export function drop(vm: Operations, u: Ref): void {
  const marks = marksOf(vm, u);
  if (marks.length > 0 && marks.at(-1) === stackOf(vm, u).length) unmark(vm, u);
  else pop(vm, u);
}

export function mark(vm: Operations, u: Ref): void {
  vm.splice(listAt(vm, u, MARKS), 'items', marksOf(vm, u).length, 0, [stackOf(vm, u).length]);
}

function unmark(vm: Operations, u: Ref): number {
  const marks = marksOf(vm, u);
  const at = marks.at(-1);
  if (at === undefined) throw unpicklingError(vm, 'could not find MARK');
  vm.splice(listAt(vm, u, MARKS), 'items', marks.length - 1, 1, []);
  return Number(at);
}

/** All that stands above the last mark, which goes. */
export function popMarked(vm: Operations, u: Ref): Value[] {
  const at = unmark(vm, u);
  return popMany(vm, u, stackOf(vm, u).length - at);
}

export function clearStack(vm: Operations, u: Ref): void {
  for (const i of [STACK, MARKS]) {
    const list = listAt(vm, u, i);
    vm.splice(list, 'items', 0, itemsOf(vm, list).length, []);
  }
}

const memoOf = (vm: Operations, u: Ref): Ref => recordData(vm, u).slots[MEMO] as Ref;

export function remember(vm: Operations, u: Ref, at: number | bigint): void {
  if (dictOperation(vm, 'set', memoOf(vm, u), at, top(vm, u)) === PENDING) throw new ModelError('a memo runs no code');
}

export const memoSize = (vm: Operations, u: Ref): number => asKind(vm, memoOf(vm, u), 'dict')?.live ?? 0;

/** Pushes what was remembered. */
export function recall(vm: Operations, u: Ref, at: number | bigint): void {
  const i = dictFind(vm, memoOf(vm, u), at) ?? -1;
  const found = i < 0 ? undefined : asKind(vm, memoOf(vm, u), 'dict')?.values[i];
  if (found === undefined) throw unpicklingError(vm, `Memo value not found at index ${at}`);
  push(vm, u, found as Value);
}
