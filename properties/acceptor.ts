/**
 * The machines as acceptors of what a CPython recorded: frames live as the lifecycle machine says, sites that are on tell what passes
 * them as the event mask says. A trace that no interpreter makes is rejected.
 * @module
 */

import {
  codeFacts,
  compileTable,
  eventMaskMachine,
  frameLifecycleMachine,
  instructionAt,
  type RecordedEvent,
} from '../machines/index.ts';
import type { CodeObject, ExceptionTableEntry, FrameId, Instruction } from '../model/index.ts';
import {
  ALWAYS_JUMPS,
  CALLS_FIRST,
  ENTERS_NOBODY,
  MAY_CALL,
  NO_NEXT,
  OWN_EVENT,
  TAKES_THE_END,
  UNTOLD,
} from './acceptor-tables.ts';

const LIFE = compileTable(frameLifecycleMachine, {}, {});
const MASK = compileTable(eventMaskMachine, {}, {});
const REJECTED = LIFE.states.indexOf('rejected');
const SUSPENDED = LIFE.states.indexOf('suspended');
const MASK_REJECTED = MASK.states.indexOf('rejected');
/** A site that a global set asks about. */
const ON = MASK.step(MASK.initial, {}, { type: 'SET_GLOBAL' }).state;

/** Why a trace is none: the index of the event at which that shows. */
export interface Rejection {
  readonly at: number;
  readonly reason: string;
}

/** A frame on its way. */
interface Life {
  state: number;
  readonly code: CodeObject;
  /** The instruction that INSTRUCTION told last. */
  at: Instruction | null;
  /** Where handlers that keep the place of the raise were entered from, with the depth that they cut the stack to: RERAISE goes back there. */
  readonly places: { readonly depth: number; readonly at: Instruction }[];
  /** LINE has been told and its instruction has not. */
  line: Instruction | null;
  /** What the instruction reports itself and has not reported. */
  owes: string | null;
  /** An exception is on its way. */
  raised: boolean;
  /** It was thrown into: the next RAISE is that exception's. */
  resumed: boolean;
  /** The instruction has told STOP_ITERATION. */
  ended: boolean;
}

const ENTRIES: ReadonlySet<string> = new Set(['PY_START', 'PY_RESUME', 'PY_THROW']);
const EXITS: ReadonlySet<string> = new Set(['PY_RETURN', 'PY_YIELD', 'PY_UNWIND']);

/** Raises what was raised before: RERAISE tells that, RAISE does not. A bare `raise` is one. */
function raisesAgain({ op, arg }: Instruction): boolean {
  return op === 'RERAISE' || op === 'CLEANUP_THROW' || op === 'END_ASYNC_FOR' || (op === 'RAISE_VARARGS' && arg === 0);
}

const handlerOf = ({ exceptionTable }: CodeObject, { offset }: Instruction): ExceptionTableEntry | undefined =>
  exceptionTable.find((e) => offset >= e.start && offset < e.end);

/** The instructions that may be told next after one, by offset. */
function successors(code: CodeObject, from: Instruction, raised: boolean): ReadonlySet<number> {
  const next = new Set<number>();
  const { indexOf } = codeFacts(code);
  const reach = (index: number, more: number): void => {
    for (let i = index; i < code.instructions.length; i++) {
      const { op, offset } = code.instructions[i]!;
      if (!UNTOLD.has(op)) next.add(offset);
      if (UNTOLD.has(op)) continue;
      if (more-- <= 0) break;
    }
  };
  const index = indexOf.get(from.offset)!;
  if (!raised || TAKES_THE_END.has(from.op)) {
    if (!NO_NEXT.has(from.op) && !ALWAYS_JUMPS.has(from.op)) reach(index + 1, 0);
    // The end of a loop skips what follows its target.
    if (from.target >= 0)
      reach(
        indexOf.get(from.target) ?? code.instructions.length,
        from.op === 'FOR_ITER' ? 2 : from.op === 'SEND' ? 1 : 0,
      );
  }
  const handler = handlerOf(code, from);
  if (handler !== undefined && (raised || raisesAgain(from)))
    reach(indexOf.get(handler.target) ?? code.instructions.length, 0);
  return next;
}

/** Reads the events of one thread's program. */
export class TraceAcceptor {
  readonly #lives = new Map<FrameId, Life>();
  readonly #stack: FrameId[] = [];
  readonly #sites = new Map<CodeObject, Map<string, number>>();

  /** One event more: null, or why it cannot come now. */
  read(event: RecordedEvent): string | null {
    const top = this.#stack.at(-1) ?? null;
    const { event: name, frame, code } = event;
    if (ENTRIES.has(name)) {
      // `throw()` goes past generators that delegate: they are on no stack, though linked beneath what it reaches.
      if (event.back !== top && !this.#isSuspended(event.back)) return `${name} of a frame whose caller does not run`;
      const caller = top === null ? undefined : this.#lives.get(top);
      if (caller !== undefined && !entersNow(caller)) return `${name} while the caller’s instruction enters nobody`;
      this.#stack.push(frame);
    } else if (frame !== top) return `${name} of a frame that does not run`;
    const life = this.#lives.get(frame) ?? newLife(code);
    this.#lives.set(frame, life);
    if (life.code !== code) return `${name} of another code object`;
    const type = ENTRIES.has(name) || EXITS.has(name) || name === 'RAISE' ? name : 'EXECUTE';
    life.state = LIFE.step(life.state, {}, { type }).state;
    if (life.state === REJECTED) return `${name} in the life of its frame`;
    const wrong = this.#place(life, event) ?? this.#fire(event);
    if (EXITS.has(name)) this.#stack.pop();
    return wrong;
  }

  #isSuspended(frame: FrameId | null): boolean {
    return frame !== null && this.#lives.get(frame)?.state === SUSPENDED;
  }

  /** The trace is over: nobody may be on the stack. */
  end(): string | null {
    return this.#stack.length === 0 ? null : 'the program ends in the middle of a frame';
  }

  /** The site is on, so it may tell. */
  #fire(event: RecordedEvent): string | null {
    let sites = this.#sites.get(event.code);
    if (sites === undefined) {
      sites = new Map();
      this.#sites.set(event.code, sites);
    }
    const key = `${event.event}@${event.offset}`;
    const state = MASK.step(sites.get(key) ?? ON, {}, { type: 'FIRE' }).state;
    sites.set(key, state);
    return state === MASK_REJECTED ? `${event.event} at a site that is off` : null;
  }

  /** Whether the event is what its instruction tells, after what was told before. */
  #place(life: Life, event: RecordedEvent): string | null {
    const { code } = life;
    const instruction = instructionAt(code, event.offset);
    switch (event.event) {
      case 'LINE': {
        if (life.line !== null) return 'LINE twice';
        if (
          instruction === undefined ||
          !codeFacts(code).isLineStart.has(event.offset) ||
          instruction.line !== event.line
        )
          return 'LINE where no line starts';
        const wrong = follows(life, instruction);
        life.line = instruction;
        return wrong;
      }
      case 'INSTRUCTION': {
        if (instruction === undefined || instruction.op === 'RESUME') return 'INSTRUCTION where none starts';
        const line = life.line;
        if (line !== null && line !== instruction) return 'INSTRUCTION of another place than LINE';
        const before = standsBefore(life, instruction);
        const wrong = line === null ? (follows(life, instruction) ?? silentLine(code, before, instruction)) : null;
        life.line = null;
        life.at = instruction;
        life.owes = OWN_EVENT[instruction.op] ?? null;
        life.raised = false;
        life.resumed = false;
        life.ended = false;
        return wrong;
      }
      case 'PY_RETURN':
      case 'PY_YIELD':
      case 'JUMP':
      case 'CALL': {
        if (life.line !== null) return `${event.event} between LINE and its instruction`;
        const may =
          event.event === 'CALL'
            ? life.at !== null && MAY_CALL.has(life.at.op) && life.owes !== 'told'
            : life.owes === event.event;
        if (!may || !standsAt(life.at, event)) return `${event.event} of an instruction that does not run`;
        life.owes = event.event === 'CALL' ? 'told' : null;
        return null;
      }
      case 'PY_UNWIND':
        return life.raised || (life.at !== null && raisesAgain(life.at)) ? null : 'PY_UNWIND without an exception';
      case 'RAISE':
        if (life.line !== null && !life.resumed) life.line = null;
        if (life.raised) return 'RAISE twice';
        if (!life.resumed && life.at !== null && !isWithin(life.at, event.offset))
          return 'RAISE of an instruction that does not run';
        life.raised = true;
        return null;
      case 'STOP_ITERATION':
        if (instruction?.op !== 'END_SEND') return null;
        if (life.at !== instruction || life.ended) return 'STOP_ITERATION of an instruction that does not run';
        life.ended = true;
        return null;
      case 'PY_START':
      case 'PY_RESUME':
      case 'PY_THROW':
        if (life.line !== null) return `${event.event} between LINE and its instruction`;
        life.resumed = true;
        life.raised = false;
        return null;
      default:
        return null;
    }
  }
}

/** Whether an offset is an instruction's: on 3.12 a frame may stand in the caches behind a CALL. */
function isWithin({ offset, size }: Instruction, at: number): boolean {
  return at >= offset && at < offset + size;
}

/** Whether a frame may be entered from what its caller does. */
function entersNow({ at, owes }: Life): boolean {
  return at === null || !(ENTERS_NOBODY.has(at.op) || (owes === 'CALL' && CALLS_FIRST.has(at.op)));
}

/**
 * Whether the frame stands where it must while an instruction reports: at it. On 3.12 it is at a jump's destination already, on 3.13 behind a
 * YIELD_VALUE.
 */
function standsAt(at: Instruction | null, event: RecordedEvent): boolean {
  if (at === null) return false;
  if (event.offset === at.offset) return true;
  if (event.event === 'JUMP') return event.offset === at.target;
  return event.event === 'PY_YIELD' && event.offset === at.offset + at.size;
}

function newLife(code: CodeObject): Life {
  return {
    state: LIFE.initial,
    code,
    at: null,
    places: [],
    line: null,
    owes: null,
    raised: false,
    resumed: false,
    ended: false,
  };
}

/** Whether control can come from the last instruction to this one, and that one has told all. */
function follows(life: Life, next: Instruction): string | null {
  if (life.owes !== null && life.owes !== 'told' && !life.raised) return `no ${life.owes}`;
  if (life.at === null)
    return next.offset === firstTold(life.code) || life.raised ? null : 'a frame begins in its middle';
  if (!successors(life.code, life.at, life.raised).has(next.offset)) return 'control cannot come here';
  return null;
}

function firstTold(code: CodeObject): number {
  const { firstTraceable } = codeFacts(code);
  return code.instructions.find((i) => i.offset >= firstTraceable && !UNTOLD.has(i.op))?.offset ?? -1;
}

/** Where the frame stands as it comes to an instruction: at the one before or, at a handler that a RERAISE leads to, at the first raise (`f_lasti`). */
function standsBefore(life: Life, next: Instruction): Instruction | null {
  const { at, places, code } = life;
  if (at === null || !(life.raised || raisesAgain(at))) return at;
  const handler = handlerOf(code, at);
  if (handler === undefined || handler.target !== next.offset) return at;
  const stands = at.op === 'RERAISE' && at.arg > 0 ? (places.at(-1)?.at ?? at) : at;
  while (places.length > 0 && places.at(-1)!.depth >= handler.depth) places.pop();
  if (handler.lasti) places.push({ depth: handler.depth, at: stands });
  return stands;
}

/** LINE is on and did not come, though the line is another one. */
function silentLine(code: CodeObject, before: Instruction | null, next: Instruction): string | null {
  if (!codeFacts(code).isLineStart.has(next.offset)) return null;
  return before?.line === next.line ? null : 'no LINE where a line starts';
}

/** Reads a whole trace: null if the machines accept it. */
export function rejectionOf(events: readonly RecordedEvent[]): Rejection | null {
  const acceptor = new TraceAcceptor();
  for (const [at, event] of events.entries()) {
    const reason = acceptor.read(event);
    if (reason !== null) return { at, reason };
  }
  const reason = acceptor.end();
  return reason === null ? null : { at: events.length, reason };
}
