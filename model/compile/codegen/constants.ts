/**
 * When two constants of a code object are one.
 * @module
 */
import { type CodeConstant, type CodeObject, isCode } from '../../code/code-object.ts';

/**
 * A text equal for two constants exactly if CPython keeps one entry of `co_consts` for both (`_PyCode_ConstantKey`):
 * equal and of one type all the way down, `0.0` apart from `-0.0`.
 */
export function constantKey(c: CodeConstant): string {
  if (c === null) {
    return 'n';
  }
  switch (typeof c) {
    case 'boolean':
      return c ? 't' : 'f';
    case 'number':
      return `i${c}`;
    case 'string':
      return `s${JSON.stringify(c)}`;
    default:
  }
  if (isCode(c)) {
    return codeKey(c);
  }
  if ('int' in c) {
    return `i${c.int}`;
  }
  if ('tuple' in c) {
    return `(${c.tuple.map(constantKey).join(',')})`;
  }
  if ('frozenset' in c) {
    return `{${c.frozenset.map(constantKey).sort().join(',')}}`;
  }
  if ('slice' in c) {
    return `[${c.slice.map(constantKey).join(':')}]`;
  }
  return `c${JSON.stringify(c)}`;
}

const codeKeys = new WeakMap<CodeObject, string>();

/** Code objects are equal if all is that runs; the qualified name does not count (`code_richcompare`). */
function codeKey(code: CodeObject): string {
  let key = codeKeys.get(code);
  if (key === undefined) {
    const { consts, qualname: _qualname, filename: _filename, ...rest } = code;
    key = `k${JSON.stringify(rest)}${consts.map(constantKey).join(',')}`;
    codeKeys.set(code, key);
  }
  return key;
}
