/**
 * A code object as a real CPython hands it out: tables undecoded.
 * @module
 */
import type { Constant } from '../code/constant.ts';

/** Byte strings are hexadecimal digits; the rest is as `co_…` has it. */
export interface RawCode {
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly firstlineno: number;
  readonly flags: number;
  readonly argcount: number;
  readonly posonlyargcount: number;
  readonly kwonlyargcount: number;
  readonly stacksize: number;
  /** `co_code`: base opcodes, caches zeroed. */
  readonly code: string;
  readonly linetable: string;
  readonly exceptiontable: string;
  readonly consts: readonly (Constant | RawCode)[];
  readonly names: readonly string[];
  readonly localsplusnames: readonly string[];
  readonly localspluskinds: readonly number[];
}

/** Tells the code of a nested function from a plain constant. */
export function isRawCode(c: Constant | RawCode): c is RawCode {
  return typeof c === 'object' && c !== null && 'linetable' in c;
}
