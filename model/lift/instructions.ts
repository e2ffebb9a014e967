/**
 * Decodes `co_code` into instructions.
 * @module
 */
import type { Instruction, Version } from '../code/code-object.ts';
import { jumpTarget, OPCODES } from '../code/opcodes.ts';
import type { Position } from './location-table.ts';

/** What cannot be lifted, with the place. */
export class LiftError extends Error {}

/**
 * The instructions in offset order; `positions` has one position for each code unit.
 * @throws LiftError at an opcode number that the version does not have.
 */
export function decodeInstructions(code: Uint8Array, positions: readonly Position[], python: Version): Instruction[] {
  const { byNumber } = OPCODES[python];
  const instructions: Instruction[] = [];
  let prefix = 0;
  for (let offset = 0; offset < code.length; ) {
    const number = code[offset]!;
    const op = byNumber.get(number);
    if (op === undefined) throw new LiftError(`CPython ${python} has no opcode number ${number} (offset ${offset})`);
    const size = 2 + 2 * op.caches;
    const arg = op.hasArg ? (prefix | code[offset + 1]!) >>> 0 : 0;
    prefix = op.name === 'EXTENDED_ARG' ? arg << 8 : 0;
    const position = positions[offset >> 1];
    if (position === undefined) throw new LiftError(`no position for offset ${offset}`);
    const target = jumpTarget(op, arg, offset + size);
    instructions.push({ offset, op: op.name, arg, size, target, ...position });
    offset += size;
  }
  return instructions;
}
