/**
 * What random sessions may speak of, read off a program's code.
 * @module
 */

import { allCode, codeFacts, instructionAt } from '../machines/index.ts';
import type { CodeObject } from '../model/index.ts';
import type { ScriptSubjects } from './arbitraries/script.ts';

/** Lines, functions and offsets of a module. */
export function subjectsOf(module: CodeObject, conditions: readonly string[]): ScriptSubjects {
  const codes = allCode(module);
  const starts = [...new Set(codes.flatMap((c) => codeFacts(c).lineStarts.map((o) => instructionAt(c, o)?.line ?? 1)))];
  // Now and then a line that has none.
  const lines = [...starts, Math.max(1, ...starts) + 1];
  const functions = [...new Set(codes.map((c) => c.qualname))].filter((name) => !name.includes('<'));
  const offsets = [...new Set(codes.flatMap((c) => c.instructions.map((i) => i.offset)))].sort((a, b) => a - b);
  return { lines, functions, conditions, offsets: offsets.slice(0, 200) };
}
