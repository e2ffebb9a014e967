/**
 * A tool on a recorded run: it gets the events that its own sets ask for, and no others. As good as a run in the VM wherever
 * event sets change no event (the exceptions are the law *footprint*), many times as fast, and open to recordings of real
 * CPythons and to the proposed profiles.
 * @module
 */

import {
  type Bits,
  eventBit,
  eventBits,
  INSTRUCTION,
  LINE,
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
const STAGES: ReadonlySet<string> = new Set(['LINE', 'INSTRUCTION']);

/** Frame addresses as CPython's allocator gives them: the address freed last is given again. */
class Addresses {
  private readonly free: number[] = [];
  private readonly given = new Map<FrameId, number>();
  private last = 0;
  of(frame: FrameId): number {
    let address = this.given.get(frame);
    if (address === undefined) {
      address = this.free.pop() ?? ++this.last;
      this.given.set(frame, address);
    }
    return address;
  }
  release(frame: FrameId): void {
    const address = this.given.get(frame);
    if (address !== undefined) this.free.push(address);
  }
}

interface Run {
  readonly frames: Map<FrameId, RecordedEvent>;
  readonly cost: Cost;
  readonly addresses: Addresses;
}

class FrameOf implements FrameView {
  readonly id: FrameId;
  readonly code: CodeObject;
  readonly lasti: number;
  readonly lineno: number;
  private readonly run: Run;
  private readonly older: FrameId | null;
  constructor(event: RecordedEvent, run: Run) {
    this.id = event.frame;
    this.code = event.code;
    this.lasti = event.offset;
    this.lineno = event.line;
    this.older = event.back;
    this.run = run;
  }
  get address(): number {
    return this.run.addresses.of(this.id);
  }
  get live(): boolean {
    return true;
  }
  get back(): FrameView | null {
    this.run.cost.lookups++;
    const event = this.older === null ? undefined : this.run.frames.get(this.older);
    return event === undefined ? null : new FrameOf(event, this.run);
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
  readonly local = new Map<CodeObject, Bits>();
  readonly frames = new Map<FrameId, FrameSet>();
  readonly sites = new Map<CodeObject, Map<number, boolean>>();
  readonly disabled = new Map<CodeObject, Set<string>>();
  private readonly profile: ReplayProfile;
  private readonly cost: Cost;
  private readonly stack: () => Iterable<CodeObject>;
  constructor(profile: ReplayProfile, cost: Cost, stack: () => Iterable<CodeObject>) {
    this.profile = profile;
    this.cost = cost;
    this.stack = stack;
  }

  apply(call: MonitoringCall): void {
    switch (call.call) {
      case 'set_events':
        this.global = eventBits(call.events);
        this.cost.writes++;
        for (const code of new Set(this.stack())) this.cost.reinstrumented += code.instructions.length;
        break;
      case 'set_local_events': {
        const bits = eventBits(call.events);
        if ((bits & NOT_LOCAL) !== 0 && !this.profile.localUnwind)
          throw new RefusedCallError('invalid local event set');
        this.local.set(call.code, bits);
        this.cost.writes++;
        this.cost.reinstrumented += call.code.instructions.length;
        break;
      }
      case 'set_frame_events':
        if (!this.profile.frameEvents) throw new RefusedCallError('no frame events in this profile');
        this.frames.set(call.frame, { events: eventBits(call.events), entered: eventBits(call.entered) });
        this.cost.writes++;
        break;
      case 'set_breakpoint':
      case 'clear_breakpoint': {
        if (!this.profile.breakpointOpcode) throw new RefusedCallError('no BREAKPOINT in this profile');
        const sites = this.sites.get(call.code) ?? new Map<number, boolean>();
        if (call.call === 'set_breakpoint') sites.set(call.offset, call.line);
        else sites.delete(call.offset);
        this.sites.set(call.code, sites);
        this.cost.writes++;
        this.cost.reinstrumented++;
        break;
      }
      case 'restart_events':
        this.disabled.clear();
        break;
      default:
        break;
    }
  }

  /** Sources that ask for the event: 1 global or local, 2 frame. */
  asks(event: RecordedEvent, bit: Bits): boolean {
    const code = this.global | (this.local.get(event.code) ?? 0);
    if ((code & bit) !== 0 && this.disabled.get(event.code)?.has(`${bit}@${event.offset}`) !== true) return true;
    return this.frames.size > 0 && ((this.frames.get(event.frame)?.events ?? 0) & bit) !== 0;
  }

  disable(event: RecordedEvent, bit: Bits): void {
    const places = this.disabled.get(event.code) ?? new Set<string>();
    places.add(`${bit}@${event.offset}`);
    this.disabled.set(event.code, places);
  }
}

/** How frames and their sets come and go with the events. */
function begin(sets: Sets, event: RecordedEvent): void {
  if (sets.frames.size === 0 || event.back === null) return;
  if (event.event !== 'PY_START' && event.event !== 'PY_RESUME' && event.event !== 'PY_THROW') return;
  const entered = sets.frames.get(event.back)?.entered ?? 0;
  if (entered === 0) return;
  const old = sets.frames.get(event.frame);
  sets.frames.set(event.frame, { events: entered | (old?.events ?? 0), entered: old?.entered ?? 0 });
}

export interface ReplayOptions {
  readonly profile: ReplayProfile;
  /** Keep the indexes of delivered events and the calls. */
  readonly keepDelivered?: boolean;
}

/** Runs a tool over a recording made with all events on. */
export function replay<S>(events: readonly RecordedEvent[], tool: Tool<S>, options: ReplayOptions): Replayed<S> {
  const cost: Cost = { events: 0, checks: 0, writes: 0, reinstrumented: 0, lookups: 0 };
  const frames = new Map<FrameId, RecordedEvent>();
  const addresses = new Addresses();
  const running = new Map<FrameId, CodeObject>();
  const sets = new Sets(options.profile, cost, () => running.values());
  const stops: ReplayStop[] = [];
  const delivered: number[] = [];
  const first = tool.start();
  let state = first.state;
  const made: { at: number; call: MonitoringCall }[] = [];
  const carryOut = (calls: readonly MonitoringCall[] | undefined, at: number) => {
    for (const c of calls ?? []) {
      sets.apply(c);
      if (options.keepDelivered === true) made.push({ at, call: c });
    }
  };
  carryOut(first.calls, -1);
  let site: RecordedEvent | undefined;

  const call = (event: RecordedEvent, name: string, at: number, bit: Bits) => {
    cost.events++;
    if (options.keepDelivered === true) delivered.push(at);
    const toolEvent = {
      event: name,
      code: event.code,
      offset: name === 'LINE' ? -1 : event.offset,
      line: name === 'LINE' ? event.line : -1,
      dest: event.dest,
      ...(event.value === undefined ? {} : { value: event.value }),
      ...(event.exception === undefined ? {} : { exception: event.exception }),
      ...(event.callee === undefined
        ? {}
        : {
            callable: {
              qualname: event.callee?.qualname ?? '',
              code: event.callee,
              type: 'function',
              arg0Code: event.argument ?? null,
            },
          }),
    } as ToolEvent;
    const view: ToolView = {
      thread: event.thread,
      frame: new FrameOf(event, { frames, cost, addresses }),
      evaluate: (expression) => event.conditions?.[expression] ?? { error: 'NotEvaluated' },
    };
    const step = tool.callback(state, toolEvent, view);
    state = step.state;
    carryOut(step.calls, at);
    if (step.stop !== undefined) stops.push({ event: at, stop: step.stop });
    if (step.result === 'DISABLE') sets.disable(event, bit);
  };

  /** BREAKPOINT comes after LINE and INSTRUCTION of its instruction, where it was set before that instruction was reached. */
  const breakpointStage = (event: RecordedEvent, at: number, fires: boolean, armed: boolean | undefined) => {
    if (armed !== undefined && sets.sites.get(event.code)?.has(event.offset) === true && (fires || !armed))
      call(event, 'BREAKPOINT', at, 0);
  };
  const armedAt = (event: RecordedEvent) => sets.sites.get(event.code)?.get(event.offset);
  let fired: RecordedEvent | undefined;
  let armedBefore: boolean | undefined;

  events.forEach((event, at) => {
    frames.set(event.frame, event);
    addresses.of(event.frame);
    const bit = eventBit(event.event);
    if (event.event === 'PY_START' || event.event === 'PY_RESUME' || event.event === 'PY_THROW')
      running.set(event.frame, event.code);
    begin(sets, event);
    const stage = STAGES.has(event.event);
    if (bit === LINE) {
      site = event;
      fired = event;
      armedBefore = armedAt(event);
    } else if (bit === INSTRUCTION && (site?.frame !== event.frame || site.offset !== event.offset))
      armedBefore = armedAt(event);
    if (bit !== 0 && sets.asks(event, bit)) call(event, event.event, at, bit);
    else if (bit !== 0 && sets.frames.size > 0 && watchedCode(sets, frames, event, bit)) cost.checks++;
    if (bit === INSTRUCTION) {
      const fires = fired?.frame === event.frame && fired.offset === event.offset;
      if (armedBefore !== undefined) breakpointStage(event, at, fires, armedBefore);
    }
    if (!stage || bit === INSTRUCTION) {
      fired = undefined;
      site = undefined;
    }
    if (event.event === 'PY_RETURN' || event.event === 'PY_UNWIND') {
      sets.frames.delete(event.frame);
      running.delete(event.frame);
      addresses.release(event.frame);
    } else if (event.event === 'PY_YIELD') running.delete(event.frame);
  });
  return { state, stops, cost, delivered, calls: made };
}

/** Another live frame of the same code asked for this kind of event: this frame pays a check. */
function watchedCode(
  sets: Sets,
  frames: ReadonlyMap<FrameId, RecordedEvent>,
  event: RecordedEvent,
  bit: Bits,
): boolean {
  for (const [frame, set] of sets.frames) {
    if ((set.events & bit) !== 0 && frame !== event.frame && frames.get(frame)?.code === event.code) return true;
  }
  return false;
}
