/**
 * A code object made ready to run in one VM: constants as values, names interned, instructions bound to their semantics.
 * @module
 */
import type { CodeObject } from '../code/code-object.ts';
import type { BoundInstruction } from './operations.ts';
import type { Value } from './value.ts';

/** Immutable after loading; states share it and serialise it as `index`. */
export class LoadedCode {
  readonly index: number;
  readonly code: CodeObject;
  /** `co_consts` as values: the same object at every execution, as in CPython. */
  readonly consts: readonly Value[];
  readonly instructions: readonly BoundInstruction[];
  /** Instruction index by byte offset (offset / 2); −1 inside caches. */
  readonly indexOf: Int32Array;
  readonly nlocals: number;
  constructor(
    index: number,
    code: CodeObject,
    consts: readonly Value[],
    instructions: readonly BoundInstruction[],
    indexOf: Int32Array,
  ) {
    this.index = index;
    this.code = code;
    this.consts = consts;
    this.instructions = instructions;
    this.indexOf = indexOf;
    this.nlocals = code.localsplusnames.length;
  }
}
