/**
 * Profile `compiled-unwind`: what a compiler would emit if leaving a function by an exception had to pass an instruction with a
 * location (claim C2). Code that no handler covers gets one: a NOP on the function's first line, then RERAISE.
 * @module
 */
import {
  CO_NEWLOCALS,
  type CodeObject,
  type ExceptionTableEntry,
  type Instruction,
  isCode,
} from '../code/code-object.ts';

/** Bytes of an instruction without caches. */
const UNIT = 2;

/** Ranges of a function's body that no entry covers, from behind the first RESUME: before it the frame is not entered. */
function uncovered(code: CodeObject, end: number): (readonly [start: number, end: number])[] {
  const resume = code.instructions.find((i) => i.op === 'RESUME');
  const gaps: [number, number][] = [];
  let from = resume === undefined ? end : resume.offset + resume.size;
  for (const { start, end: stop } of [...code.exceptionTable].sort((a, b) => a.start - b.start)) {
    if (start > from) gaps.push([from, start]);
    from = Math.max(from, stop);
  }
  if (from < end) gaps.push([from, end]);
  return gaps;
}

/** The code with an unwind point in every function; modules and class bodies stay as they are. */
export function compiledUnwind(code: CodeObject): CodeObject {
  const consts = code.consts.map((c) => (isCode(c) ? compiledUnwind(c) : c));
  const last = code.instructions.at(-1);
  if ((code.flags & CO_NEWLOCALS) === 0 || last === undefined) return { ...code, consts };
  const end = last.offset + last.size;
  const at = (offset: number, op: string, arg: number): Instruction => ({
    offset,
    op,
    arg,
    size: UNIT,
    target: -1,
    line: code.firstlineno,
    endLine: code.firstlineno,
    column: null,
    endColumn: null,
  });
  // The handler finds the raising instruction's offset below the exception: RERAISE gives it back, and the traceback stays as it is.
  const entries = uncovered(code, end).map(
    ([start, stop]): ExceptionTableEntry => ({ start, end: stop, target: end, depth: 0, lasti: true }),
  );
  return {
    ...code,
    consts,
    stacksize: code.stacksize + 2,
    instructions: [...code.instructions, at(end, 'NOP', 0), at(end + UNIT, 'RERAISE', 1)],
    exceptionTable: [...code.exceptionTable, ...entries].sort((a, b) => a.start - b.start),
  };
}
