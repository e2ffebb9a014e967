/**
 * Instructions as `co_code` has them: base opcodes, their inline caches zero.
 * @module
 */
import type { CodeObject } from './code-object.ts';
import { OPCODES } from './opcodes.ts';

/** The bytes of a code object's instructions. */
export function encodeInstructions({ python, instructions }: CodeObject): number[] {
  const { byName } = OPCODES[python];
  const bytes: number[] = [];
  for (const { offset, op, arg, size } of instructions) {
    bytes[offset] = byName.get(op)!.number;
    bytes[offset + 1] = arg & 0xff;
    for (let at = offset + 2; at < offset + size; at++) bytes[at] = 0;
  }
  return bytes;
}
