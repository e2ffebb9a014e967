/**
 * The streams that a run begins with: `sys.stdout` writes text through to a buffer of the lane, `sys.stderr` and `sys.stdin` are texts in memory.
 * @module
 */
import type { Machine } from '../machine.ts';
import { decodeBytes, newBytes } from '../objects/codecs.ts';
import { newTypeData } from '../objects/mro.ts';
import { asKind } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { noAnswers } from '../protocol/replay.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { newOf } from './extension.ts';
import { TEXT_NUMBERS, TEXT_SLOTS } from './io-layouts.ts';
import { OWN, TextState } from './text-state.ts';

const TEXT = '_io.TextIOWrapper';

/** Index of the number of a BytesIO that is the lane's; its position and whether it is closed stand before. */
export const WRITTEN = 2;

/** Whether a stream is the standard output that the run began with, and can be written to. */
export function isOwnOutput(vm: Operations, v: Slot): boolean {
  if (!(v instanceof Ref)) return false;
  const data = vm.read(v);
  if (data.kind !== 'record' || data.type !== TEXT || data.numbers[OWN] !== 1) return false;
  return asKind(vm, data.slots[0], 'record')?.numbers[1] === 0;
}

/** Whether bytes that are written are the lane's. */
export const isWritten = (vm: Operations, v: Ref): boolean => asKind(vm, v, 'record')?.numbers[WRITTEN] === 1;

/** Bytes that a program writes past the text. */
export function writeBytes(vm: Operations, bytes: readonly number[]): void {
  vm.write(decodeBytes(vm, newBytes(vm, [...bytes]), bytes, 'utf-8', 'replace'));
}

function newWritten(vm: Machine): Ref {
  const dict = newDict(vm);
  dictSetName(vm, dict, '__module__', 'steplaw_lane.interpreter');
  const bases = [TYPES['_io.BytesIO']];
  const cls = vm.alloc(newTypeData(vm, TYPES.type, 'Written', bases, dict, true));
  vm.splice(cls, 'mro', 0, 0, [cls]);
  return vm.alloc({
    kind: 'record',
    cls,
    type: '_io.BytesIO',
    slots: [newBytes(vm, [])],
    numbers: [0, 0, 1],
    attrs: newDict(vm),
  });
}

/** `sys.stdout`. It is never closed by its death. */
export function newOutput(vm: Machine): Ref {
  const self = vm.alloc({
    kind: 'record',
    cls: TYPES[TEXT],
    type: TEXT,
    slots: TEXT_SLOTS.map(() => undefined),
    numbers: [0, ...TEXT_NUMBERS.map(() => 0)],
    attrs: newDict(vm),
  });
  const state = new TextState({ vm, ask: noAnswers, direct: true }, self);
  Object.assign(state, { buffer: newWritten(vm), encoding: 'utf-8', errors: 'strict', newline: '\n' });
  Object.assign(state.n, { ok: 1, own: 1, writeThrough: 1, encodes: 1, seekable: 1, telling: 1, chunk: 8192 });
  state.save();
  return self;
}

/** `sys.stderr`, or `sys.stdin` with all that can be read. */
export function newStringStream(vm: Machine, text: string): Value {
  return newOf(vm, '_io.StringIO', [text, '\n'], [0, 0, 1]);
}
