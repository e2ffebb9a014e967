/**
 * When two constants are the same constant of a code object: equal, of equal types all the way down, and −0.0 is not 0.0
 * (`_PyCode_ConstantKey`).
 * @module
 */
import type { CodeConstant } from '../code/code-object.ts';
import type { Constant } from '../code/constant.ts';

function plainKey(c: Constant): string {
  if (c === null || typeof c === 'boolean') return String(c);
  if (typeof c === 'number') return `i${c}`;
  if (typeof c === 'string') return `s${JSON.stringify(c)}`;
  if ('int' in c) return `i${c.int}`;
  if ('float' in c) return `f${c.float}`;
  if ('complex' in c) return `c${c.complex.join()}`;
  if ('bytes' in c) return `b${c.bytes.join()}`;
  if ('tuple' in c) return `(${c.tuple.map(plainKey).join()})`;
  if ('frozenset' in c) return `{${c.frozenset.map(plainKey).sort().join()}}`;
  if ('slice' in c) return `[${c.slice.map(plainKey).join(':')}]`;
  return '...';
}

/** Equal keys mean one constant. Code objects are equal if all their parts are. */
export function constantKey(c: CodeConstant): string {
  return typeof c === 'object' && c !== null && 'kind' in c ? `code${JSON.stringify(c)}` : plainKey(c);
}
