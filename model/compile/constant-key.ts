/**
 * When two constants are the same constant of a code object (`_PyCode_ConstantKey`).
 * @module
 */
import { type CodeConstant, type CodeObject, isCode } from '../code/code-object.ts';

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

const codeKeys = new WeakMap<CodeObject, string>();

/** Code objects are equal if all that runs is; the qualified name does not count (`code_richcompare`). */
function codeKey(code: CodeObject): string {
  let key = codeKeys.get(code);
  if (key === undefined) {
    const { consts, qualname: _qualname, filename: _filename, ...rest } = code;
    key = `k${JSON.stringify(rest)}${consts.map(constantKey).join()}`;
    codeKeys.set(code, key);
  }
  return key;
}

/** True for two code objects that `co_consts` keeps one entry for. */
export function isSameCode(a: CodeObject, b: CodeObject): boolean {
  // Almost always the cheap comparison tells them apart.
  if (a.name !== b.name || a.firstlineno !== b.firstlineno || a.instructions.length !== b.instructions.length)
    return false;
  return codeKey(a) === codeKey(b);
}

/**
 * A text that is equal for two constants exactly if `co_consts` keeps one entry for both: equal, and of one type all the
 * way down, `0.0` apart from `-0.0`.
 */
export function constantKey(c: CodeConstant): string {
  if (c === null || typeof c === 'boolean') return String(c);
  if (typeof c === 'number') return `i${c}`;
  if (typeof c === 'string') return `s${JSON.stringify(c)}`;
  if (isCode(c)) return codeKey(c);
  if ('int' in c) return `i${c.int}`;
  if ('float' in c) return c.float === 'nan' ? nanKey(c) : `f${c.float}`;
  if ('complex' in c) return c.complex.includes('nan') ? nanKey(c) : `c${c.complex.join()}`;
  if ('bytes' in c) return `b${c.bytes.join()}`;
  if ('tuple' in c) return `(${c.tuple.map(constantKey).join()})`;
  if ('frozenset' in c) return `{${c.frozenset.map(constantKey).sort().join()}}`;
  if ('slice' in c) return `[${c.slice.map(constantKey).join(':')}]`;
  return '...';
}
