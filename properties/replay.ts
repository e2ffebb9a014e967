/**
 * A tool on a recorded run: it gets the events that its own sets ask for, and no others. As good as a run in the VM wherever
 * event sets change no event (the exceptions are the law *footprint*), many times as fast, and open to recordings of real
 * CPythons and to the proposed profiles.
 * @module
 */

import {
  type Bits,
  eventBits,
  INSTRUCTION,
  LINE,
  PY_RESUME,
  PY_RETURN,
  PY_START,
  PY_THROW,
  PY_UNWIND,
  RAISE,
  type RecordedEvent,
} from '../machines/index.ts';
import type {
  CodeObject,
  FrameId,
  FrameView,
  MonitoringCall,
  Tool,
  ToolEvent,
  ToolStop,
  ToolView,
} from '../model/index.ts';
import { type Tape, tapeOf } from './tape.ts';

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

/** A tool made a call that the profile does not know: CPython would raise. */
export class RefusedCallError extends Error {}

const NOT_LOCAL: Bits = PY_UNWIND | PY_THROW | RAISE;
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

interface FrameSet {
  readonly events: Bits;
  readonly entered: Bits;
}

/** The event sets of one tool. */
class Sets {
  global: Bits = 0;
  /** By the code's number; holes are empty sets. */
  readonly local: Bits[] = [];
  /** Code objects with a set that is not empty. */
  localOn = 0;
  readonly frames = new Map<FrameId, FrameSet>();
  readonly sites = new Map<CodeObject, Map<number, boolean>>();
  readonly disabled = new Map<CodeObject, Set<string>>();
  readonly #profile: ReplayProfile;
  readonly #cost: Cost;
  readonly #tape: Tape;
  constructor(profile: ReplayProfile, cost: Cost, tape: Tape) {
    this.#profile = profile;
    this.#cost = cost;
    this.#tape = tape;
  }

  /** Nothing is on: no event will be delivered. */
  get silent(): boolean {
    return this.global === 0 && this.localOn === 0 && this.frames.size === 0 && this.sites.size === 0;
  }

  apply(call: MonitoringCall, at: number): void {
    switch (call.call) {
      case 'set_events':
        this.global = eventBits(call.events);
        this.#cost.writes++;
        this.#cost.reinstrumented += this.#tape.instructionsOnStack(at);
        break;
      case 'set_local_events': {
        const bits = eventBits(call.events);
        if ((bits & NOT_LOCAL) !== 0 && !this.#profile.localUnwind)
          throw new RefusedCallError('invalid local event set');
        const number = this.#tape.number(call.code);
        this.localOn += (bits === 0 ? 0 : 1) - ((this.local[number] ?? 0) === 0 ? 0 : 1);
        this.local[number] = bits;
        this.#cost.writes++;
        this.#cost.reinstrumented += call.code.instructions.length;
        break;
      }
      case 'set_frame_events': {
        if (!this.#profile.frameEvents) throw new RefusedCallError('no frame events in this profile');
        const set = { events: eventBits(call.events), entered: eventBits(call.entered) };
        if (set.events === 0 && set.entered === 0) this.frames.delete(call.frame);
        else this.frames.set(call.frame, set);
        this.#cost.writes++;
        break;
      }
      case 'set_breakpoint':
      case 'clear_breakpoint': {
        if (!this.#profile.breakpointOpcode) throw new RefusedCallError('no BREAKPOINT in this profile');
        const sites = this.sites.get(call.code) ?? new Map<number, boolean>();
        if (call.call === 'set_breakpoint') sites.set(call.offset, call.line);
        else sites.delete(call.offset);
        if (sites.size > 0) this.sites.set(call.code, sites);
        else this.sites.delete(call.code);
        this.#cost.writes++;
        this.#cost.reinstrumented++;
        break;
      }
      case 'restart_events':
        this.disabled.clear();
        break;
      default:
        break;
    }
  }

  /** Whether the set of the code, of the frame or the global one asks for the event. */
  asks(event: RecordedEvent, number: number, bit: Bits): boolean {
    if (((this.global | (this.local[number] ?? 0)) & bit) !== 0) {
      if (this.disabled.size === 0 || this.disabled.get(event.code)?.has(`${bit}@${event.offset}`) !== true)
        return true;
    }
    return this.frames.size > 0 && ((this.frames.get(event.frame)?.events ?? 0) & bit) !== 0;
  }

  disable(event: RecordedEvent, bit: Bits): void {
    const places = this.disabled.get(event.code) ?? new Set<string>();
    places.add(`${bit}@${event.offset}`);
    this.disabled.set(event.code, places);
  }

  /** A frame is entered: its caller's set may give it one. */
  enter(event: RecordedEvent): void {
    if (event.back === null) return;
    const entered = this.frames.get(event.back)?.entered ?? 0;
    if (entered === 0) return;
    const old = this.frames.get(event.frame);
    this.frames.set(event.frame, { events: entered | (old?.events ?? 0), entered: old?.entered ?? 0 });
  }
}

export interface ReplayOptions {
  readonly profile: ReplayProfile;
  /** Keep the indexes of delivered events and the calls. */
  readonly keepDelivered?: boolean;
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
    const view: ToolView = {
      thread: event.thread,
      frame: new FrameOf(event, at, tape, cost),
      evaluate: (expression) => event.conditions?.[expression] ?? { error: 'NotEvaluated' },
    };
    const step = tool.callback(state, toolEvent(event, name), view);
    state = step.state;
    carryOut(step.calls, at);
    if (step.stop !== undefined) stops.push({ event: at, stop: step.stop });
    if (step.result === 'DISABLE') sets.disable(event, bit);
  };

  const opcode = options.profile.breakpointOpcode ? new BreakpointStage(sets, call) : null;
  for (let at = 0; at < bits.length; at++) {
    const bit = bits[at]!;
    const event = events[at]!;
    if (sets.frames.size > 0 && (bit & ENTRIES) !== 0) sets.enter(event);
    opcode?.before(event, bit);
    if (bit !== 0) {
      if (sets.asks(event, codeOf[at]!, bit)) {
        call(event, event.event, at, bit);
        // Callbacks are the only ones that set anything.
        if (sets.silent) break;
      } else if (sets.frames.size > 0 && watchedCode(sets, tape, event, at, bit)) cost.checks++;
    }
    opcode?.after(event, bit, at);
    if ((bit & ENDS) !== 0) sets.frames.delete(event.frame);
  }
  return { state, stops, cost, delivered, calls: made };
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

  /** After it. */
  after(event: RecordedEvent, bit: Bits, at: number): void {
    if (bit === INSTRUCTION && this.#armed !== undefined && this.#armedAt(event) !== undefined) {
      if (this.#firedAt(event) || !this.#armed) this.#call(event, 'BREAKPOINT', at, 0);
    }
    if (bit !== LINE) this.#fired = undefined;
  }

  #firedAt(event: RecordedEvent): boolean {
    return this.#fired?.frame === event.frame && this.#fired.offset === event.offset;
  }
}

function toolEvent(event: RecordedEvent, name: string): ToolEvent {
  const told: { -readonly [K in keyof ToolEvent]?: unknown } = {
    event: name,
    code: event.code,
    offset: name === 'LINE' ? -1 : event.offset,
    line: name === 'LINE' ? event.line : -1,
    dest: event.dest,
  };
  if (event.value !== undefined) told.value = event.value;
  if (event.exception !== undefined) told.exception = event.exception;
  if (event.callee !== undefined)
    told.callable = {
      qualname: event.callee?.qualname ?? '',
      code: event.callee,
      type: 'function',
      arg0Code: event.argument ?? null,
    };
  return told as ToolEvent;
}

/** Another live frame of the same code asked for this kind of event: this frame pays a check. */
function watchedCode(sets: Sets, tape: Tape, event: RecordedEvent, at: number, bit: Bits): boolean {
  for (const [frame, set] of sets.frames) {
    if ((set.events & bit) !== 0 && frame !== event.frame && tape.lastOf(frame, at)?.code === event.code) return true;
  }
  return false;
}
