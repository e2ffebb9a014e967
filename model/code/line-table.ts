/**
 * Where lines start: the static half of LINE, `initialize_lines` of CPython's instrumentation.c.
 * @module
 */
import type { Profile } from '../versions.ts';
import type { CodeObject, Instruction } from './code-object.ts';

/** Index of the first traceable instruction (`_co_firsttraceable`): the RESUME of the code's start. */
export function firstTraceable(code: CodeObject): number {
  // 3.15: a generator expression begins with a RESUME of its own (oparg 4), before the one that tools see.
  const i = code.instructions.findIndex((x) => x.op === 'RESUME' && x.arg !== RESUME_AT_GEN_EXPR_START);
  return i < 0 ? code.instructions.length : i;
}

/** 3.15: oparg of the RESUME that begins a generator expression. */
const RESUME_AT_GEN_EXPR_START = 4;

/** No line starts here. 0 is a line: an empty module's. */
export const NO_LINE = -1;

/** For each instruction the line that starts there, or `NO_LINE`: LINE can fire at these offsets only. */
export function lineStarts(code: CodeObject, profile: Profile, indexOfOffset: (offset: number) => number): Int32Array {
  const { instructions } = code;
  const starts = new Int32Array(instructions.length).fill(NO_LINE);
  const first = firstTraceable(code);
  let current: number | null = null;
  for (let i = first; i < instructions.length; i++) {
    const instruction = instructions[i] as Instruction;
    // The tails do not even count as the current line: what follows them is compared with what precedes them.
    if (profile.neverLineStart.has(instruction.op)) continue;
    if (instruction.line !== null && instruction.line !== current) starts[i] = instruction.line;
    current = instruction.line;
  }
  const mark = (i: number, forbidden: ReadonlySet<string>): void => {
    const target = instructions[i];
    if (target !== undefined && i >= first && target.line !== null && !forbidden.has(target.op))
      starts[i] = target.line;
  };
  for (let i = first; i < instructions.length; i++) {
    const instruction = instructions[i] as Instruction;
    if (instruction.target < 0 || !JUMPS_THAT_START_LINES.has(instruction.op)) continue;
    const target = indexOfOffset(instruction.target);
    // FOR_ITER and SEND leave by skipping END_FOR and END_SEND: the line starts behind it.
    const skips = instruction.op === 'FOR_ITER' || instruction.op === 'SEND';
    mark(skips ? target + 1 : target, POP_ITER_ONLY);
  }
  for (const entry of code.exceptionTable) mark(indexOfOffset(entry.target), END_ASYNC_FOR_ONLY);
  return starts;
}

/**
 * The instructions at which the line is another than before (`marklines` of frameobject.c, `dis.findlinestarts`): as the line table has it, events
 * apart. `ofNone`: having no line counts as a line too, otherwise it is passed over.
 */
export function markLines<I extends Pick<Instruction, 'line'>>(instructions: readonly I[], ofNone: boolean): I[] {
  let last: number | null | undefined;
  return instructions.filter(({ line }) => {
    if (line === last || (line === null && !ofNone)) return false;
    last = line;
    return true;
  });
}

/**
 * Quirk `far-handler-repeats-line`: where a line starts behind an instruction of another line (or of none), too far from the first line for 8 bits,
 * and no jump leads there, the line counts as a new one, whatever was executed before.
 */
export function farLineChanges(
  code: CodeObject,
  profile: Profile,
  indexOfOffset: (offset: number) => number,
): Uint8Array {
  const { instructions, firstlineno } = code;
  const changes = new Uint8Array(instructions.length);
  let current: number | null = null;
  for (let i = firstTraceable(code); i < instructions.length; i++) {
    const { op, line, offset } = instructions[i] as Instruction;
    if (profile.neverLineStart.has(op)) continue;
    if (line !== null && line !== current) {
      const delta = line - firstlineno - (offset >> 5);
      if (delta > 127 || delta <= -126) changes[i] = 1;
    }
    current = line;
  }
  for (const { op, target } of instructions) {
    if (target < 0 || !JUMPS_THAT_START_LINES.has(op)) continue;
    changes[indexOfOffset(target) + (op === 'FOR_ITER' || op === 'SEND' ? 1 : 0)] = 0;
  }
  return changes;
}

const JUMPS_THAT_START_LINES: ReadonlySet<string> = new Set([
  'POP_JUMP_IF_FALSE',
  'POP_JUMP_IF_TRUE',
  'POP_JUMP_IF_NONE',
  'POP_JUMP_IF_NOT_NONE',
  'JUMP_FORWARD',
  'JUMP_BACKWARD',
  'JUMP_BACKWARD_NO_INTERRUPT',
  'FOR_ITER',
  'SEND',
]);
// A jump makes a line start even of the tails: END_SEND, where CLEANUP_THROW went before.
const POP_ITER_ONLY: ReadonlySet<string> = new Set(['POP_ITER']);
const END_ASYNC_FOR_ONLY: ReadonlySet<string> = new Set(['END_ASYNC_FOR']);
