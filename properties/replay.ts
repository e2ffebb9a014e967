/**
 * A tool on a recorded run: it gets the events that its own sets ask for, and no others. As good as a run in the VM wherever
 * event sets change no event (the exceptions are the law *footprint*), many times as fast, and open to recordings of real
 * CPythons and to the proposed profiles.
 * @module
 */

import {
  type Bits,
  BRANCH,
  BRANCH_LEFT,
  BRANCH_RIGHT,
  CALL,
  type ConditionValue,
  eventBits,
  eventNames,
  INSTRUCTION,
  JUMP,
  LINE,
  PY_RESUME,
  PY_RETURN,
  PY_START,
  PY_THROW,
  PY_UNWIND,
  PY_YIELD,
  type RecordedEvent,
  STOP_ITERATION,
} from '../machines/index.ts';
import type {
  CodeObject,
  EventSet,
  FrameId,
  FrameView,
  MonitoringCall,
  Tool,
  ToolId,
  ToolStop,
  ToolView,
} from '../model/index.ts';
import { Sets } from './replay-sets.ts';
import { breakpointEvent, type Tape, tapeOf } from './tape.ts';

/** What an interface of CPython allows. */
export interface ReplayProfile {
  /** PY_UNWIND and its kin in local sets (3.15). */
  readonly localUnwind: boolean;
  readonly frameEvents: boolean;
  readonly breakpointOpcode: boolean;
}

/** What a run cost; counted, never timed. */
export interface Cost {
  /** Callbacks. */
  events: number;
  /** Events that an instrumented instruction asked about and that no frame wanted (profile `frame-events`). */
  checks: number;
  /** `set_…` calls. */
  writes: number;
  /** Instructions that those calls re-instrument: of the code for local sets, of all code on the stack for global ones. */
  reinstrumented: number;
  /** Frames that callbacks looked at, the event's own not counted. */
  lookups: number;
}

/** A stop, by the index of its event in the recording. */
export interface ReplayStop {
  readonly event: number;
  readonly stop: ToolStop;
}

export interface Replayed<S> {
  readonly state: S;
  readonly stops: readonly ReplayStop[];
  readonly cost: Cost;
  /** Indexes of the events that were delivered, if asked for. */
  readonly delivered: readonly number[];
  /** The tool's calls with the index of the event in whose callback they were made (−1: before the program), if asked for. */
  readonly calls: readonly { readonly at: number; readonly call: MonitoringCall }[];
}

/** Events that instructions report themselves. */
const OF_OPCODES: Bits = PY_RETURN | PY_YIELD | CALL | JUMP | STOP_ITERATION | BRANCH | BRANCH_LEFT | BRANCH_RIGHT;
const ENTRIES: Bits = PY_START | PY_RESUME | PY_THROW;
const ENDS: Bits = PY_RETURN | PY_UNWIND;

class FrameOf implements FrameView {
  readonly id: FrameId;
  readonly code: CodeObject;
  readonly lasti: number;
  readonly lineno: number;
  readonly live = true;
  readonly #older: FrameId | null;
  readonly #at: number;
  readonly #tape: Tape;
  readonly #cost: Cost;
  constructor(event: RecordedEvent, at: number, tape: Tape, cost: Cost) {
    this.id = event.frame;
    this.code = event.code;
    this.lasti = event.offset;
    this.lineno = event.line;
    this.#older = event.back;
    this.#at = at;
    this.#tape = tape;
    this.#cost = cost;
  }
  get address(): number {
    return this.#tape.address(this.id);
  }
  get back(): FrameView | null {
    this.#cost.lookups++;
    const event = this.#older === null ? undefined : this.#tape.lastOf(this.#older, this.#at);
    return event === undefined ? null : new FrameOf(event, this.#at, this.#tape, this.#cost);
  }
  locals(): Readonly<Record<string, string>> {
    return {};
  }
}

/** What a callback can reach. */
class ViewOf implements ToolView {
  readonly thread: number;
  readonly frame: FrameView;
  readonly #event: RecordedEvent;
  readonly #sets: Sets;
  constructor(event: RecordedEvent, at: number, tape: Tape, cost: Cost, sets: Sets) {
    this.thread = event.thread;
    this.frame = new FrameOf(event, at, tape, cost);
    this.#event = event;
    this.#sets = sets;
  }
  evaluate(expression: string): ConditionValue {
    return this.#event.conditions?.[expression] ?? { error: 'NotEvaluated' };
  }
  getFrameEvents(_tool: ToolId, frame: FrameId): { readonly events: EventSet; readonly entered: EventSet } {
    const set = this.#sets.frames.get(frame) ?? { events: 0, entered: 0 };
    return { events: eventNames(set.events), entered: eventNames(set.entered) };
  }
  getBreakpoints(_tool: ToolId, code: CodeObject): readonly { readonly offset: number; readonly line: boolean }[] {
    return [...(this.#sets.sites.get(code) ?? [])].map(([offset, line]) => ({ offset, line }));
  }
}

export interface ReplayOptions {
  readonly profile: ReplayProfile;
  /** Keep the indexes of delivered events and the calls. */
  readonly keepDelivered?: boolean | undefined;
  /** The event at which the tool is attached; the first if absent. */
  readonly from?: number | undefined;
}

/** Runs a tool over a recording made with all events on. */
export function replay<S>(events: readonly RecordedEvent[], tool: Tool<S>, options: ReplayOptions): Replayed<S> {
  const cost: Cost = { events: 0, checks: 0, writes: 0, reinstrumented: 0, lookups: 0 };
  const tape = tapeOf(events);
  const { bits, codeOf } = tape;
  const sets = new Sets(options.profile, cost, tape);
  const stops: ReplayStop[] = [];
  const delivered: number[] = [];
  const first = tool.start();
  let state = first.state;
  const made: { at: number; call: MonitoringCall }[] = [];
  const carryOut = (calls: readonly MonitoringCall[] | undefined, at: number) => {
    if (calls === undefined) return;
    for (const c of calls) {
      sets.apply(c, at);
      if (options.keepDelivered === true) made.push({ at, call: c });
    }
  };
  carryOut(first.calls, -1);

  const call = (event: RecordedEvent, name: string, at: number, bit: Bits) => {
    cost.events++;
    if (options.keepDelivered === true) delivered.push(at);
    const told = name === 'BREAKPOINT' ? breakpointEvent(event) : tape.toldOf(at);
    const step = tool.callback(state, told, new ViewOf(event, at, tape, cost, sets));
    state = step.state;
    carryOut(step.calls, at);
    if (step.stop !== undefined) stops.push({ event: at, stop: step.stop });
    if (step.result !== 'DISABLE') return;
    if (name === 'BREAKPOINT') sets.clearSite(event);
    else sets.disable(event, bit);
  };

  const read = new OpcodeRead(sets);
  const heard = eventBits(tool.callbacks.filter((name) => name !== 'BREAKPOINT'));
  const opcode = options.profile.breakpointOpcode ? new BreakpointStage(sets, call) : null;
  for (let at = options.from ?? 0; at < bits.length; at++) {
    const bit = bits[at]!;
    const event = events[at]!;
    if (sets.frames.size > 0 && (bit & ENTRIES) !== 0) sets.enter(event, tape.beneath(at));
    opcode?.before(event, bit);
    if (bit === INSTRUCTION) read.take(event, codeOf[at]!);
    if ((bit & heard) !== 0) {
      if (sets.asks(event, codeOf[at]!, bit) && read.inTime(event, bit)) {
        call(event, event.event, at, bit);
        // Callbacks are the only ones that set anything.
        if (sets.silent) break;
      } else if (sets.frames.size > 0 && watchedCode(sets, tape, event, at, bit)) cost.checks++;
    }
    if (opcode?.after(event, bit, at) === true) read.take(event, codeOf[at]!);
    if ((bit & ENDS) !== 0 && options.profile.frameEvents) sets.leave(event.frame);
  }
  return { state, stops, cost, delivered, calls: made };
}

/**
 * The opcode that an instruction runs is read before INSTRUCTION's callbacks: if nobody had asked by then for what this very instruction reports,
 * a set that they make comes too late. (LINE's callbacks and BREAKPOINT's are in time.)
 */
class OpcodeRead {
  readonly #sets: Sets;
  #frame = -1;
  #offset = -1;
  #asked: Bits = 0;
  constructor(sets: Sets) {
    this.#sets = sets;
  }

  take(event: RecordedEvent, code: number): void {
    this.#frame = event.frame;
    this.#offset = event.offset;
    this.#asked = this.#sets.ofCode(code) | this.#sets.ofFrames(event.code);
  }

  inTime(event: RecordedEvent, bit: Bits): boolean {
    if ((bit & OF_OPCODES) === 0 || this.#frame !== event.frame || this.#offset !== event.offset) return true;
    return (this.#asked & bit) !== 0;
  }
}

/** BREAKPOINT comes after LINE and INSTRUCTION of its instruction, where it was set before that instruction was reached. */
class BreakpointStage {
  readonly #sets: Sets;
  readonly #call: (event: RecordedEvent, name: string, at: number, bit: Bits) => void;
  /** The LINE whose instruction has not come yet. */
  #fired: RecordedEvent | undefined;
  /** How the instruction's site was armed when it was reached; undefined: not at all. */
  #armed: boolean | undefined;
  constructor(sets: Sets, call: (event: RecordedEvent, name: string, at: number, bit: Bits) => void) {
    this.#sets = sets;
    this.#call = call;
  }

  #armedAt(event: RecordedEvent): boolean | undefined {
    return this.#sets.sites.get(event.code)?.get(event.offset);
  }

  /** Before the event's own callback. */
  before(event: RecordedEvent, bit: Bits): void {
    if (bit === LINE) {
      this.#fired = event;
      this.#armed = this.#armedAt(event);
    } else if (bit === INSTRUCTION && !this.#firedAt(event)) this.#armed = this.#armedAt(event);
  }

  /** After it: true if BREAKPOINT was delivered. */
  after(event: RecordedEvent, bit: Bits, at: number): boolean {
    const standing = bit === INSTRUCTION && this.#armed !== undefined && this.#armedAt(event) !== undefined;
    const stops = standing && (this.#firedAt(event) || this.#armed === false);
    if (stops) this.#call(event, 'BREAKPOINT', at, 0);
    if (bit !== LINE) this.#fired = undefined;
    return stops;
  }

  #firedAt(event: RecordedEvent): boolean {
    return this.#fired?.frame === event.frame && this.#fired.offset === event.offset;
  }
}

/** Another live frame of the same code asked for this kind of event: this frame pays a check. */
function watchedCode(sets: Sets, tape: Tape, event: RecordedEvent, at: number, bit: Bits): boolean {
  for (const [frame, set] of sets.frames) {
    if ((set.events & bit) !== 0 && frame !== event.frame && tape.lastOf(frame, at)?.code === event.code) return true;
  }
  return false;
}
