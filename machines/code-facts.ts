/**
 * What a debugger can know of a code object from its tables alone: line starts, places, what a suspension is.
 * @module
 */
import type { CodeObject, Instruction } from '../model/index.ts';

const CO_COROUTINE = 0x80;
const CO_ITERABLE_COROUTINE = 0x100;
const CO_ASYNC_GENERATOR = 0x200;
const CO_GENERATOR = 0x20;

/** Opcodes at which LINE never fires unless a jump leads there (`initialize_lines` of `Python/instrumentation.c`). */
const NEVER_A_LINE: ReadonlySet<string> = new Set(['RESUME', 'END_FOR', 'END_SEND', 'END_ASYNC_FOR']);

/** Jumps whose target starts a line, be it the line of the jump. */
const JUMPS: ReadonlySet<string> = new Set([
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

/** The tail of FOR_ITER and SEND: executed or not by specialisation and event sets, so nobody can stop there (rule R1). */
const TAIL: ReadonlySet<string> = new Set(['END_FOR', 'END_SEND', 'POP_ITER']);

/** The facts of one code object; computed once. */
export interface CodeFacts {
  /** Index into `code.instructions` by offset. */
  readonly indexOf: ReadonlyMap<number, number>;
  /** Offsets at which LINE can fire, ascending. */
  readonly lineStarts: readonly number[];
  readonly isLineStart: ReadonlySet<number>;
  /** Offset of the first RESUME that counts: instrumentation begins there. */
  readonly firstTraceable: number;
  /** By code unit: 1 where a debugger may stop. */
  readonly places: Uint8Array;
}

const cache = new WeakMap<CodeObject, CodeFacts>();

/** A generator expression of 3.15 begins with a RESUME of its own kind (oparg 4) that is not where tracing starts. */
const GENEXPR_START = 4;

function firstTraceable(code: CodeObject): number {
  const resume = code.instructions.find(
    (i) => i.op === 'RESUME' && !(code.python === '3.15' && i.arg === GENEXPR_START),
  );
  return resume?.offset ?? 0;
}

/**
 * Where lines start, from the tables alone. The model has its own writing (`initialize_lines`), which machines may not call: a debugger knows no virtual machine, and the
 * oracle's two writings stand on one each. A test holds the two equal over library code of every build.
 */
function computeLineStarts(code: CodeObject, from: number, indexOf: ReadonlyMap<number, number>): Set<number> {
  const starts = new Set<number>();
  const { instructions } = code;
  const skipped = (op: string) => NEVER_A_LINE.has(op) || (op === 'POP_ITER' && code.python >= '3.14');
  let current: number | null = null;
  for (const i of instructions) {
    if (i.offset < from || skipped(i.op)) continue;
    if (i.line !== null && i.line !== current) starts.add(i.offset);
    current = i.line;
  }
  const mark = (n: number, never: string) => {
    const target = instructions[n];
    if (target !== undefined && target.offset >= from && target.line !== null && target.op !== never)
      starts.add(target.offset);
  };
  for (const { op, offset, target } of instructions) {
    if (offset < from || target < 0 || !JUMPS.has(op)) continue;
    // These two skip END_FOR or END_SEND when they leave.
    mark(indexOf.get(target)! + (op === 'FOR_ITER' || op === 'SEND' ? 1 : 0), 'POP_ITER');
  }
  for (const { target } of code.exceptionTable) mark(indexOf.get(target)!, 'END_ASYNC_FOR');
  return starts;
}

/** The code object that was asked for last, and its facts: most events are of the same code as the one before. */
let last: { readonly code: CodeObject; readonly facts: CodeFacts } | null = null;

/** The facts of a code object. */
export function codeFacts(code: CodeObject): CodeFacts {
  if (last !== null && last.code === code) return last.facts;
  let facts = cache.get(code);
  if (facts === undefined) {
    const indexOf = new Map(code.instructions.map((i, n) => [i.offset, n]));
    const from = firstTraceable(code);
    const isLineStart = computeLineStarts(code, from, indexOf);
    const lineStarts = [...isLineStart].sort((a, b) => a - b);
    facts = { indexOf, lineStarts, isLineStart, firstTraceable: from, places: placesOf(code) };
    cache.set(code, facts);
  }
  last = { code, facts };
  return facts;
}

/** The instruction at an offset; the offset must be an instruction's. */
export function instructionAt(code: CodeObject, offset: number): Instruction | undefined {
  return code.instructions[codeFacts(code).indexOf.get(offset) ?? -1];
}

/** Whether a debugger may stop before this instruction (rule R1). */
export function isPlace(code: CodeObject, offset: number): boolean {
  return offset >= 0 && (offset & 1) === 0 && codeFacts(code).places[offset >> 1] === 1;
}

function placesOf(code: CodeObject): Uint8Array {
  const places = new Uint8Array(((code.instructions.at(-1)?.offset ?? 0) >> 1) + 1);
  code.instructions.forEach(({ op, offset }, n) => {
    const tail = TAIL.has(op) || (op === 'POP_TOP' && code.instructions[n - 1]?.op === 'END_FOR');
    if (!tail) places[offset >> 1] = 1;
  });
  return places;
}

/** Whether the PY_YIELD at this offset suspends at an `await` (rule R7) and not at a `yield` (rule R5). */
export function suspendsAtAwait(code: CodeObject, offset: number): boolean {
  if ((code.flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) !== 0) return true;
  if ((code.flags & CO_ASYNC_GENERATOR) === 0) return false;
  const index = codeFacts(code).indexOf.get(offset);
  const resume = index === undefined ? undefined : code.instructions[index + 1];
  // RESUME's two low bits: 1 after yield, 2 after yield from, 3 after await.
  return resume?.op === 'RESUME' && (resume.arg & 3) === 3;
}

/** Whether calls of this code make a generator, coroutine or async generator first. */
export function isSuspendable(code: CodeObject): boolean {
  return (code.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0;
}

/** Every code object in the constants of one, itself first, in the order of its constants. */
export function allCode(code: CodeObject): readonly CodeObject[] {
  let all = codesIn.get(code);
  if (all === undefined) {
    const found: CodeObject[] = [code];
    for (const constant of code.consts) {
      if (typeof constant === 'object' && constant !== null && 'kind' in constant) found.push(...allCode(constant));
    }
    all = found;
    codesIn.set(code, all);
  }
  return all;
}

const codesIn = new WeakMap<CodeObject, readonly CodeObject[]>();
