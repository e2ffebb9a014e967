/**
 * The instruction table: one semantics for each opcode of every version.
 * @module
 */
import type { InstructionSemantics } from '../operations.ts';
import { ASYNC } from './async.ts';
import { BUILD } from './build.ts';
import { CALLS } from './call.ts';
import { CONTROL } from './control.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { FRAMES } from './frames.ts';
import { LOOPING } from './loop.ts';
import { MATCH } from './match.ts';
import { NAMES } from './names.ts';
import { OPERATE } from './operate.ts';
import { STACK } from './stack.ts';
import type { InstructionTable } from './table.ts';
import { WITH } from './with.ts';

const TABLES: readonly InstructionTable[] = [
  STACK,
  NAMES,
  CONTROL,
  LOOPING,
  FRAMES,
  CALLS,
  WITH,
  OPERATE,
  BUILD,
  EXCEPTIONS,
  MATCH,
  ASYNC,
];

/** Semantics by base opcode name. */
export const INSTRUCTIONS: ReadonlyMap<string, InstructionSemantics> = new Map(
  TABLES.flatMap((table) => Object.entries(table)) as [string, InstructionSemantics][],
);
