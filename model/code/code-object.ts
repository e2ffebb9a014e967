/**
 * Code objects: what CPython's compiler makes and what the VM runs, whether our compiler made them or a real one did.
 * @module
 */
import type { Constant } from './constant.ts';

/** A minor version of CPython. */
export type Version = '3.12' | '3.13' | '3.14' | '3.15';
export const VERSIONS: readonly Version[] = ['3.12', '3.13', '3.14', '3.15'];

/**
 * One instruction, de-specialised, as `dis` shows it. `offset` is in bytes from the start of `co_code`, caches counted;
 * EXTENDED_ARG prefixes are instructions of their own (INSTRUCTION fires at each), and `arg` is the whole argument, prefixes included.
 */
export interface Instruction {
  readonly offset: number;
  /** Base opcode name of that version (`LOAD_FAST`, `BINARY_OP` …). */
  readonly op: string;
  /** The oparg; 0 where the opcode takes none. */
  readonly arg: number;
  /** Bytes of the instruction with its inline caches, without its EXTENDED_ARG prefixes: the next offset is `offset + size`. */
  readonly size: number;
  /** Destination offset in bytes of a jump, FOR_ITER or SEND; −1 otherwise. */
  readonly target: number;
  /** Position as `co_positions()`; `null` where CPython gives `None`. */
  readonly line: number | null;
  readonly endLine: number | null;
  /** UTF-8 bytes from 0. */
  readonly column: number | null;
  readonly endColumn: number | null;
}

/** A row of the exception table: offsets in bytes, `end` exclusive (as `dis` shows it, plus one unit). */
export interface ExceptionTableEntry {
  readonly start: number;
  readonly end: number;
  readonly target: number;
  /** Value stack depth to unwind to. */
  readonly depth: number;
  /** Push the offset of the raising instruction before the exception. */
  readonly lasti: boolean;
}

/** `co_flags` bits that the VM reads. */
export const CO_OPTIMIZED = 0x1;
export const CO_NEWLOCALS = 0x2;
export const CO_VARARGS = 0x4;
export const CO_VARKEYWORDS = 0x8;
export const CO_NESTED = 0x10;
export const CO_GENERATOR = 0x20;
export const CO_COROUTINE = 0x80;
export const CO_ITERABLE_COROUTINE = 0x100;
export const CO_ASYNC_GENERATOR = 0x200;

/** Whether a call makes a generator, a coroutine or an asynchronous generator, and runs nothing yet. */
export function isGenerator(flags: number): boolean {
  return (flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0;
}

/** `co_localspluskinds` bits (`CO_FAST_*` of `Include/internal/pycore_code.h`). */
export const CO_FAST_HIDDEN = 0x10;
export const CO_FAST_LOCAL = 0x20;
export const CO_FAST_CELL = 0x40;
export const CO_FAST_FREE = 0x80;

/** A member of `co_consts`: a constant, or the code of a nested function, class, lambda, generator expression. */
export type CodeConstant = Constant | CodeObject;

/** A code object; fields are CPython's `co_…` attributes without the prefix. Immutable and shared. */
export interface CodeObject {
  readonly kind: 'code';
  readonly python: Version;
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly firstlineno: number;
  readonly flags: number;
  /** Positional arguments, positional-only ones included. */
  readonly argcount: number;
  readonly posonlyargcount: number;
  readonly kwonlyargcount: number;
  readonly stacksize: number;
  readonly consts: readonly CodeConstant[];
  readonly names: readonly string[];
  /** Locals, cells and free variables in slot order, with one `CO_FAST_*` mask each. */
  readonly localsplusnames: readonly string[];
  readonly localspluskinds: readonly number[];
  /** In offset order. */
  readonly instructions: readonly Instruction[];
  /** In table order, which is search order. */
  readonly exceptionTable: readonly ExceptionTableEntry[];
}

/** Tells a nested code object from a plain constant. */
export function isCode(c: CodeConstant): c is CodeObject {
  return typeof c === 'object' && c !== null && 'kind' in c;
}
