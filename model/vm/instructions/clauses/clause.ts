/**
 * What is said of every instruction, under four headings: stack, effect, events, next offset; and the source of it.
 * @module
 */
import type { Version } from '../../../code/code-object.ts';
import type { EventName } from '../../../monitoring/event.ts';

/** One text for every version that has the instruction, or one for each version from which it holds on. */
export type Since = string | Readonly<Partial<Record<Version, string>>>;

/**
 * The clause of one instruction.
 *
 * Four rules hold for every instruction and stand in no clause. LINE and INSTRUCTION are told before it, except that RESUME and END_FOR have no
 * INSTRUCTION and that no line starts at them, END_SEND, END_ASYNC_FOR and POP_ITER. Where it fails, RAISE is told at its offset and the next offset is that of the handler in the exception table (EXCEPTION_HANDLED), or the frame is left (PY_UNWIND). Where it runs Python code, that
 * frame's events are told in between and this frame stands at the instruction; what it pushes is pushed when that frame has returned.
 * Where it lets go of the last reference to an object with `__del__`, that runs at its end.
 */
export interface Clause {
  /**
   * `before → after`, the top at the right; below it nothing is touched. `name×f` stands for as many values as `f` says of the oparg `n`: `n`, `2n`,
   * `n−1`, `n−2`, `n&1`, `n&255`, `n>>8`, `bit2(n)`, `bits(n)` (the number of its bits that are set). A value that is only looked at stands on both sides.
   */
  readonly stack: Since;
  /** What it does besides; `n` is the oparg. */
  readonly effect: string;
  /**
   * The events that it tells itself where it is instrumented for them, and when: an empty text means each time. An event holds in the versions that
   * have it. RAISE and RERAISE stand where the instruction tells them of an exception that is not its own.
   */
  readonly events: Readonly<Partial<Record<EventName, string>>>;
  /** The next offset. `behind` is behind the instruction and its inline caches, `target` where its oparg points. */
  readonly next: string;
  /** What is named beside the instruction of the same name in CPython's `Python/bytecodes.c`. */
  readonly source?: string;
}

/** Clauses by base opcode name. */
export type Clauses = Readonly<Record<string, Clause>>;

/** The next offset of what neither jumps nor leaves the frame. */
export const BEHIND = 'behind';
