/**
 * `co_positions()` and `co_lines()` of a code object.
 * @module
 */

import { markLines } from '../../code/line-table.ts';
import { newList } from '../objects/list.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import type { BoundInstruction, Builtin, BuiltinTable, Operations } from '../operations.ts';
import { newRecord } from '../protocol/iteration.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Ref, type Value } from '../value.ts';

function iterate(vm: Operations, type: 'line_iterator' | 'positions_iterator' | 'list_iterator', items: Value[]): Ref {
  return newRecord(vm, type, [newList(vm, items)], [0]);
}

function instructionsOf(vm: Operations, self: Value): readonly BoundInstruction[] {
  const data = asKind(vm, self, 'code');
  if (data === undefined) throw new ModelError('no code object');
  data.code.prepare();
  return data.code.instructions;
}

/** A position for each code unit: caches and EXTENDED_ARG have that of their instruction. */
const positions: Builtin = (vm, [self]) => {
  const all: Value[] = [];
  for (const { offset, size, line, endLine, column, endColumn } of instructionsOf(vm, self as Value))
    while (all.length * 2 < offset + size) all.push(newTuple(vm, [line, endLine, column, endColumn]));
  return iterate(vm, 'positions_iterator', all);
};

/** Ranges of offsets on one line: from, to, line. */
const lines: Builtin = (vm, [self]) => {
  const ranges: [number, number, number | null][] = [];
  for (const { offset, size, line } of instructionsOf(vm, self as Value)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[2] === line) last[1] = offset + size;
    else ranges.push([last?.[1] ?? 0, offset + size, line]);
  }
  return iterate(
    vm,
    'line_iterator',
    ranges.map((range) => newTuple(vm, range)),
  );
};

/** `dis.findlinestarts`: where lines start, in order; since 3.13 also where instructions without a line do. */
export const findLineStarts: Builtin = (vm, [code]) => {
  const starts = markLines(instructionsOf(vm, code as Value), ROWS[vm.version].lineStartsOfNone);
  return iterate(
    vm,
    'list_iterator',
    starts.map(({ offset, line }) => newTuple(vm, [offset, line])),
  );
};

export const CODE_TABLES: BuiltinTable = { 'code.co_positions': positions, 'code.co_lines': lines };
