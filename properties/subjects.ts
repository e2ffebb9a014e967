/**
 * What random sessions may speak of, read off a program's code.
 * @module
 */

import { allCode, codeFacts, instructionAt } from '../machines/index.ts';
import type { CodeObject, Instruction } from '../model/index.ts';
import type { ScriptSubjects } from './arbitraries/script.ts';

/** Lines, functions and offsets of a module. */
export function subjectsOf(module: CodeObject, conditions: readonly string[]): ScriptSubjects {
  const codes = allCode(module);
  const starts = [...new Set(codes.flatMap((c) => codeFacts(c).lineStarts.map((o) => instructionAt(c, o)?.line ?? 1)))];
  // Now and then a line that has none.
  const lines = [...starts, Math.max(1, ...starts) + 1];
  // What is defined in a function is spoken of by its own name.
  const names = codes.map(({ name, qualname }) => (qualname.includes('<') ? name : qualname));
  const functions = [...new Set(names)].filter((name) => !name.includes('<'));
  const positions = codes.flatMap((c) => c.instructions.flatMap((i) => (i.column === null ? [] : [positionOf(i)])));
  const offsets = [...new Set(codes.flatMap((c) => c.instructions.map((i) => i.offset)))].sort((a, b) => a - b);
  return { lines, functions, positions: positions.slice(0, MOST), conditions, offsets: offsets.slice(0, MOST) };
}

const MOST = 200;

function positionOf({ line, column }: Instruction): readonly [line: number, column: number] {
  return [line ?? 1, column ?? 0];
}
