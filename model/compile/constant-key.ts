/**
 * When two constants are the same constant of a code object (`_PyCode_ConstantKey`).
 * @module
 */
import {
  type CodeConstant,
  type CodeObject,
  type ExceptionTableEntry,
  type Instruction,
  isCode,
} from '../code/code-object.ts';
import type { Constant } from '../code/constant.ts';

/** A NaN equals no other NaN: each is known by which object it is. */
const nanKeys = new WeakMap<object, number>();
let nans = 0;

function nanKey(c: object): string {
  let key = nanKeys.get(c);
  if (key === undefined) {
    key = nans++;
    nanKeys.set(c, key);
  }
  return `nan${key}`;
}

/**
 * True for two code objects that `co_consts` keeps one entry for: all that runs is equal; the qualified name does not count
 * (`code_richcompare`).
 */
export function isSameCode(a: CodeObject, b: CodeObject): boolean {
  return (
    a.name === b.name &&
    a.firstlineno === b.firstlineno &&
    a.flags === b.flags &&
    a.argcount === b.argcount &&
    a.posonlyargcount === b.posonlyargcount &&
    a.kwonlyargcount === b.kwonlyargcount &&
    a.stacksize === b.stacksize &&
    sameMembers(a.instructions, b.instructions, sameInstruction) &&
    sameMembers(a.names, b.names, Object.is) &&
    sameMembers(a.localsplusnames, b.localsplusnames, Object.is) &&
    sameMembers(a.localspluskinds, b.localspluskinds, Object.is) &&
    sameMembers(a.exceptionTable, b.exceptionTable, sameEntry) &&
    sameMembers(a.consts, b.consts, sameConstant)
  );
}

function sameMembers<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!same(a[i]!, b[i]!)) return false;
  return true;
}

/** Offsets, sizes and targets follow from the rest. */
function sameInstruction(a: Instruction, b: Instruction): boolean {
  return (
    a.op === b.op &&
    a.arg === b.arg &&
    a.line === b.line &&
    a.endLine === b.endLine &&
    a.column === b.column &&
    a.endColumn === b.endColumn
  );
}

function sameEntry(a: ExceptionTableEntry, b: ExceptionTableEntry): boolean {
  return a.start === b.start && a.end === b.end && a.target === b.target && a.depth === b.depth && a.lasti === b.lasti;
}

function sameConstant(a: CodeConstant, b: CodeConstant): boolean {
  if (isCode(a) || isCode(b)) return isCode(a) && isCode(b) && isSameCode(a, b);
  return constantKey(a) === constantKey(b);
}

/**
 * A text that is equal for two constants exactly if `co_consts` keeps one entry for both: equal, and of one type all the
 * way down, `0.0` apart from `-0.0`.
 */
export function constantKey(c: Constant): string {
  if (c === null || typeof c === 'boolean') return String(c);
  if (typeof c === 'number') return `i${c}`;
  if (typeof c === 'string') return `s${JSON.stringify(c)}`;
  if ('int' in c) return `i${c.int}`;
  if ('float' in c) return c.float === 'nan' ? nanKey(c) : `f${c.float}`;
  if ('complex' in c) return c.complex.includes('nan') ? nanKey(c) : `c${c.complex.join()}`;
  if ('bytes' in c) return `b${c.bytes.join()}`;
  if ('tuple' in c) return `(${c.tuple.map(constantKey).join()})`;
  if ('frozenset' in c) return `{${c.frozenset.map(constantKey).sort().join()}}`;
  if ('slice' in c) return `[${c.slice.map(constantKey).join(':')}]`;
  return '...';
}
