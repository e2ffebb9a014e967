/**
 * Opcode metadata per version: numbers, inline caches, what an argument means, stack effects
 * (CPython's `opcode_ids.h` and `pycore_opcode_metadata.h`, of `opcode.py` in 3.12).
 * @module
 */
import type { Version } from './code-object.ts';
import { evaluate, type Formula, type OpcodeRow } from './opcode-row.ts';
import { HAVE_ARGUMENT_312, OPCODES_312 } from './opcodes-312.ts';
import { HAVE_ARGUMENT_313, OPCODES_313 } from './opcodes-313.ts';
import { HAVE_ARGUMENT_314, OPCODES_314 } from './opcodes-314.ts';
import { HAVE_ARGUMENT_315, OPCODES_315 } from './opcodes-315.ts';

/** What is known of one opcode of one version; specialised and instrumented forms have none. */
export interface Opcode {
  readonly name: string;
  /** Real opcodes are below 256; pseudo opcodes, which only the compiler sees, from 256. */
  readonly number: number;
  /** Inline cache entries, in code units of 2 bytes. */
  readonly caches: number;
  readonly hasArg: boolean;
  readonly hasConst: boolean;
  readonly hasName: boolean;
  /** The argument is an index into `localsplus` (3.12 and 3.13 count only plain locals, 3.14+ LOAD_DEREF too). */
  readonly hasLocal: boolean;
  readonly hasFree: boolean;
  /** Jumps, and FOR_ITER, SEND and (3.14+) END_ASYNC_FOR, whose argument is an offset too. */
  readonly isJump: boolean;
  /** SETUP_FINALLY, SETUP_CLEANUP and SETUP_WITH. */
  readonly isBlockPush: boolean;
  /** Net effect as a formula; use {@link stackEffect}. */
  readonly effect: Formula;
  readonly popped: Formula;
}

/** Opcodes of one version. */
export interface OpcodeTable {
  readonly haveArgument: number;
  readonly byName: ReadonlyMap<string, Opcode>;
  readonly byNumber: ReadonlyMap<number, Opcode>;
}

function table(rows: readonly OpcodeRow[], haveArgument: number): OpcodeTable {
  const opcodes = rows.map(
    ([name, number, caches, flags, effect, popped = 0]): Opcode => ({
      name,
      number,
      caches,
      hasArg: flags.includes('a'),
      hasConst: flags.includes('c'),
      hasName: flags.includes('n'),
      hasLocal: flags.includes('l'),
      hasFree: flags.includes('f'),
      isJump: flags.includes('j'),
      isBlockPush: flags.includes('x'),
      effect,
      popped,
    }),
  );
  return {
    haveArgument,
    byName: new Map(opcodes.map((o) => [o.name, o])),
    byNumber: new Map(opcodes.map((o) => [o.number, o])),
  };
}

/** The opcode table of each version. */
export const OPCODES: Readonly<Record<Version, OpcodeTable>> = {
  '3.12': table(OPCODES_312, HAVE_ARGUMENT_312),
  '3.13': table(OPCODES_313, HAVE_ARGUMENT_313),
  '3.14': table(OPCODES_314, HAVE_ARGUMENT_314),
  '3.15': table(OPCODES_315, HAVE_ARGUMENT_315),
};

/**
 * The opcode called `name`.
 * @throws RangeError where the version has no such opcode.
 */
export function opcode(python: Version, name: string): Opcode {
  const found = OPCODES[python].byName.get(name);
  if (found === undefined) throw new RangeError(`CPython ${python} has no opcode ${name}`);
  return found;
}

/** Net effect on the value stack; a block push has one only where it is seen from its handler (`jump`). */
export function stackEffect(op: Opcode, arg: number, jump: boolean): number {
  return op.isBlockPush && !jump ? 0 : evaluate(op.effect, arg);
}

/** How many values the instruction takes off the stack; 3.14 and later only. */
export function valuesPopped(op: Opcode, arg: number): number {
  return evaluate(op.popped, arg);
}

/** How many values the instruction puts on the stack; 3.14 and later only. */
export function valuesPushed(op: Opcode, arg: number): number {
  return evaluate(op.popped, arg) + evaluate(op.effect, arg);
}

/** What leaves the frame: returns, raises, re-raises. */
export const SCOPE_EXITS: ReadonlySet<string> = new Set(['RETURN_VALUE', 'RETURN_CONST', 'RAISE_VARARGS', 'RERAISE']);

/** The destination in bytes of jump `op` at `end`, the offset after it and its caches; −1 where it does not jump. */
export function jumpTarget(op: Opcode, arg: number, end: number): number {
  if (!op.isJump) return -1;
  return op.name.startsWith('JUMP_BACKWARD') || op.name === 'END_ASYNC_FOR' ? end - 2 * arg : end + 2 * arg;
}
