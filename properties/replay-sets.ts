/**
 * The event sets of one tool while a recording is replayed: what it asked for, where it answered DISABLE, what belongs to frames and
 * sites under the proposed profiles.
 * @module
 */
import {
  type Bits,
  codeFacts,
  eventBits,
  instructionAt,
  PY_THROW,
  PY_UNWIND,
  RAISE,
  type RecordedEvent,
} from '../machines/index.ts';
import type { CodeObject, FrameId, MonitoringCall } from '../model/index.ts';
import type { Cost, ReplayProfile } from './replay.ts';
import type { Tape } from './tape.ts';

interface FrameSet {
  readonly events: Bits;
  readonly entered: Bits;
}

/** A tool made a call that the profile does not know, or that CPython would answer with an exception. */
export class RefusedCallError extends Error {}

const NOT_LOCAL: Bits = PY_UNWIND | PY_THROW | RAISE;

/** An instruction from the first RESUME on; an EXTENDED_ARG prefix stands for its instruction. */
function isBreakpointPlace(code: CodeObject, offset: number): boolean {
  const instruction = instructionAt(code, offset);
  return instruction !== undefined && instruction.op !== 'RESUME' && offset >= codeFacts(code).firstTraceable;
}

/** The event sets of one tool. */
export class Sets {
  global: Bits = 0;
  /** By the code's number; holes are empty sets. */
  readonly local: Bits[] = [];
  /** Code objects with a set that is not empty. */
  localOn = 0;
  readonly frames = new Map<FrameId, FrameSet>();
  readonly sites = new Map<CodeObject, Map<number, boolean>>();
  readonly disabled = new Map<CodeObject, Set<string>>();
  readonly #exited = new Set<FrameId>();
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
        const before = this.local[number] ?? 0;
        this.localOn += (bits === 0 ? 0 : 1) - (before === 0 ? 0 : 1);
        this.local[number] = bits;
        this.#cost.writes++;
        // A set that is as it was changes nothing.
        if (bits !== before) this.#cost.reinstrumented += call.code.instructions.length;
        break;
      }
      case 'set_frame_events': {
        if (!this.#profile.frameEvents) throw new RefusedCallError('no frame events in this profile');
        if (this.#exited.has(call.frame)) throw new RefusedCallError('frame has exited');
        const set = { events: eventBits(call.events), entered: eventBits(call.entered) };
        if (set.events === 0 && set.entered === 0) this.frames.delete(call.frame);
        else this.frames.set(call.frame, set);
        this.#cost.writes++;
        break;
      }
      case 'set_breakpoint':
      case 'clear_breakpoint': {
        if (!this.#profile.breakpointOpcode) throw new RefusedCallError('no BREAKPOINT in this profile');
        if (!isBreakpointPlace(call.code, call.offset))
          throw new RefusedCallError(`no instruction starts at ${call.offset} of ${call.code.qualname}`);
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
      case 'clear_tool_id':
      case 'free_tool_id':
        this.global = 0;
        this.local.fill(0);
        this.localOn = 0;
        this.frames.clear();
        this.sites.clear();
        break;
      default:
        break;
    }
  }

  /** What the code's sets ask for, global and local. */
  ofCode(number: number): Bits {
    return this.global | (this.local[number] ?? 0);
  }

  ofFrame(frame: FrameId): Bits {
    return this.frames.size === 0 ? 0 : (this.frames.get(frame)?.events ?? 0);
  }

  /** What the sets of all frames of a code object ask for: its instructions carry the union. */
  ofFrames(code: CodeObject): Bits {
    let union = 0;
    for (const [frame, set] of this.frames) if (this.#tape.codeOfFrame(frame) === code) union |= set.events;
    return union;
  }

  /** Whether the code's sets ask for the event and it is not disabled there. */
  codeAsks(event: RecordedEvent, number: number, bit: Bits): boolean {
    if ((this.ofCode(number) & bit) === 0) return false;
    return this.disabled.size === 0 || this.disabled.get(event.code)?.has(`${bit}@${event.offset}`) !== true;
  }

  /** Whether the set of the code, of the frame or the global one asks for the event. */
  asks(event: RecordedEvent, number: number, bit: Bits): boolean {
    return this.codeAsks(event, number, bit) || (this.ofFrame(event.frame) & bit) !== 0;
  }

  /** DISABLE: where only the frame's set asked, the event leaves that set; else it makes a disabled location. */
  disable(event: RecordedEvent, bit: Bits): void {
    const frame = this.frames.get(event.frame);
    if ((this.ofCode(this.#tape.number(event.code)) & bit) === 0 && frame !== undefined) {
      this.frames.set(event.frame, { ...frame, events: frame.events & ~bit });
      return;
    }
    const places = this.disabled.get(event.code) ?? new Set<string>();
    places.add(`${bit}@${event.offset}`);
    this.disabled.set(event.code, places);
  }

  /** BREAKPOINT is answered with DISABLE: the breakpoint is cleared. */
  clearSite(event: RecordedEvent): void {
    const sites = this.sites.get(event.code);
    sites?.delete(event.offset);
    if (sites?.size === 0) this.sites.delete(event.code);
  }

  /** A frame has exited, and its set with it. */
  leave(frame: FrameId): void {
    this.frames.delete(frame);
    this.#exited.add(frame);
  }

  /** A frame is entered: the set of the one that executes beneath it may give it one. */
  enter(event: RecordedEvent, beneath: FrameId | null): void {
    const entered = beneath === null ? 0 : (this.frames.get(beneath)?.entered ?? 0);
    if (entered === 0) return;
    const old = this.frames.get(event.frame);
    this.frames.set(event.frame, { events: entered | (old?.events ?? 0), entered: old?.entered ?? 0 });
  }
}
