/**
 * What random sessions may speak of, read off a program's code.
 * @module
 */
import type { CodeObject } from '../model/code/code-object.ts';
import { allCode } from '../machines/index.ts';
import type { ScriptSubjects } from './arbitraries/script.ts';

/** Lines, functions and offsets of a module. */
export function subjectsOf(module: CodeObject, conditions: readonly string[]): ScriptSubjects {
  const codes = allCode(module);
  const lines = codes.flatMap((c) => c.instructions.map((i) => i.line ?? 1));
  const functions = [...new Set(codes.map((c) => c.qualname))].filter((name) => !name.includes('<'));
  const offsets = [...new Set(codes.flatMap((c) => c.instructions.map((i) => i.offset)))].sort((a, b) => a - b);
  return { lines: Math.max(1, ...lines), functions, conditions, offsets: offsets.slice(0, 200) };
}
