/**
 * The clauses of all instructions.
 * @module
 */
import { BUILD_CLAUSES } from './build.ts';
import { CALL_CLAUSES } from './call.ts';
import type { Clause, Clauses } from './clause.ts';
import { CONTROL_CLAUSES } from './control.ts';
import { ASYNC_CLAUSES, EXCEPTION_CLAUSES, MATCH_CLAUSES } from './exceptions.ts';
import { NAME_CLAUSES } from './names.ts';
import { OPERATE_CLAUSES } from './operate.ts';
import { STACK_CLAUSES } from './stack.ts';

/** Clauses under the heading of their family. */
export const CLAUSE_FAMILIES: Readonly<Record<string, Clauses>> = {
  'Stack, locals, cells, constants': STACK_CLAUSES,
  'Names, attributes, items, imports': NAME_CLAUSES,
  'Jumps, loops, frames': CONTROL_CLAUSES,
  'Calls and `with`': CALL_CLAUSES,
  'Operators and strings': OPERATE_CLAUSES,
  'Displays, unpacking, functions': BUILD_CLAUSES,
  Exceptions: EXCEPTION_CLAUSES,
  Patterns: MATCH_CLAUSES,
  Awaiting: ASYNC_CLAUSES,
};

/** The clause of each instruction of the table, by base opcode name. */
export const CLAUSES: ReadonlyMap<string, Clause> = new Map(
  Object.values(CLAUSE_FAMILIES).flatMap((family) => Object.entries(family)),
);
