/**
 * A recording laid out for replaying it many times: what each event is as integers, what depends on no tool computed once.
 * @module
 */
import { eventBit, type RecordedEvent } from '../machines/index.ts';
import type { CodeObject, FrameId, ToolEvent } from '../model/index.ts';

const ENTERS: ReadonlySet<string> = new Set(['PY_START', 'PY_RESUME', 'PY_THROW']);
const ENDS: ReadonlySet<string> = new Set(['PY_RETURN', 'PY_UNWIND']);

/** What every replay of one recording shares. */
export class Tape {
  readonly events: readonly RecordedEvent[];
  /** The bit of each event; 0 for events that no stepper asks for. */
  readonly bits: Int32Array;
  /** Each event's code object by its number. */
  readonly codeOf: Int32Array;
  readonly codes: CodeObject[] = [];
  readonly #numbers = new Map<CodeObject, number>();
  readonly #told: (ToolEvent | undefined)[];
  #indexes: Map<FrameId, number[]> | null = null;
  #addresses: Map<FrameId, number> | null = null;
  #stack: Int32Array | null = null;
  #beneath: (FrameId | null)[] | null = null;

  constructor(events: readonly RecordedEvent[]) {
    this.events = events;
    this.bits = new Int32Array(events.length);
    this.codeOf = new Int32Array(events.length);
    this.#told = new Array<undefined>(events.length).fill(undefined);
    for (let at = 0; at < events.length; at++) {
      const event = events[at]!;
      this.bits[at] = eventBit(event.event);
      this.codeOf[at] = this.number(event.code);
    }
  }

  /** What a callback is told of an event; made once, for it is the same for every tool. */
  toldOf(at: number): ToolEvent {
    let told = this.#told[at];
    if (told === undefined) {
      told = toolEvent(this.events[at]!);
      this.#told[at] = told;
    }
    return told;
  }

  /** A code object's number; code that never runs gets one when it is asked for. */
  number(code: CodeObject): number {
    let number = this.#numbers.get(code);
    if (number === undefined) {
      number = this.codes.push(code) - 1;
      this.#numbers.set(code, number);
    }
    return number;
  }

  /** A frame's last event up to and including `at`: where it stands while younger frames run. */
  lastOf(frame: FrameId, at: number): RecordedEvent | undefined {
    if (this.#indexes === null) {
      this.#indexes = new Map();
      for (const [n, event] of this.events.entries()) {
        const mine = this.#indexes.get(event.frame);
        if (mine === undefined) this.#indexes.set(event.frame, [n]);
        else mine.push(n);
      }
    }
    const mine = this.#indexes.get(frame);
    if (mine === undefined || mine[0]! > at) return undefined;
    let low = 0;
    let high = mine.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (mine[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return this.events[mine[low]!];
  }

  /** The code that a frame runs. */
  codeOfFrame(frame: FrameId): CodeObject | undefined {
    return this.lastOf(frame, Number.POSITIVE_INFINITY)?.code;
  }

  /** Frame addresses as CPython's allocator gives them: the address freed last is given again. */
  address(frame: FrameId): number {
    if (this.#addresses === null) {
      this.#addresses = new Map();
      const free: number[] = [];
      let last = 0;
      for (const event of this.events) {
        if (!this.#addresses.has(event.frame)) this.#addresses.set(event.frame, free.pop() ?? ++last);
        if (ENDS.has(event.event)) free.push(this.#addresses.get(event.frame)!);
      }
    }
    return this.#addresses.get(frame) ?? 0;
  }

  /** The frame that executes beneath one that is entered at an event: its `f_back`, but for delegating generators that are linked in between. */
  beneath(at: number): FrameId | null {
    if (this.#beneath === null) {
      this.#beneath = [];
      const suspended = new Set<FrameId>();
      const executing = new Map<number, FrameId[]>();
      for (const { event, frame, back, thread } of this.events) {
        const stack = executing.get(thread) ?? [];
        executing.set(thread, stack);
        const isLinked = back !== null && suspended.has(back);
        this.#beneath.push(isLinked ? (stack.at(-1) ?? null) : back);
        if (ENTERS.has(event)) {
          suspended.delete(frame);
          stack.push(frame);
        } else if (ENDS.has(event) || event === 'PY_YIELD') {
          stack.pop();
          if (event === 'PY_YIELD') suspended.add(frame);
        }
      }
    }
    return this.#beneath[at] ?? null;
  }

  /** Instructions of all code on the stack at an event: what a global set re-instruments. */
  instructionsOnStack(at: number): number {
    if (at < 0) return 0;
    if (this.#stack === null) {
      this.#stack = new Int32Array(this.events.length);
      const running = new Map<FrameId, CodeObject>();
      let sum = 0;
      for (const [n, event] of this.events.entries()) {
        const enters = ENTERS.has(event.event);
        if (enters) running.set(event.frame, event.code);
        if (enters || n === 0) sum = instructions(running);
        this.#stack[n] = sum;
        if (ENDS.has(event.event) || event.event === 'PY_YIELD') {
          running.delete(event.frame);
          sum = instructions(running);
        }
      }
    }
    return this.#stack[at]!;
  }
}

function toolEvent(e: RecordedEvent): ToolEvent {
  const { event, code, dest, value, exception, callee, argument } = e;
  const line = event === 'LINE';
  const callable =
    callee === undefined
      ? undefined
      : { qualname: callee?.qualname ?? '', code: callee, type: 'function', arg0Code: argument ?? null };
  return { event, code, offset: line ? -1 : e.offset, line: line ? e.line : -1, dest, callable, value, exception };
}

/** What the callback of BREAKPOINT is told, at the place of an event. */
export function breakpointEvent({ code, offset, dest }: RecordedEvent): ToolEvent {
  const event = 'BREAKPOINT';
  return { event, code, offset, line: -1, dest, callable: undefined, value: undefined, exception: undefined };
}

function instructions(running: ReadonlyMap<FrameId, CodeObject>): number {
  let sum = 0;
  for (const code of new Set(running.values())) sum += code.instructions.length;
  return sum;
}

const tapes = new WeakMap<readonly RecordedEvent[], Tape>();

/** The tape of a recording's events; made once. */
export function tapeOf(events: readonly RecordedEvent[]): Tape {
  let tape = tapes.get(events);
  if (tape === undefined) {
    tape = new Tape(events);
    tapes.set(events, tape);
  }
  return tape;
}
