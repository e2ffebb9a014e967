/**
 * The event sets of a debugger as its calls made them, followed through a session; the debugger itself is never asked.
 * @module
 */
import { allCode } from '../../machines/index.ts';
import type { CodeObject, MonitoringCall } from '../../model/index.ts';
import type { SessionStop } from '../session.ts';
import { itemAt, type JudgedSession, type Leg, olderOf, ownWait } from './leg.ts';

const NONE: readonly string[] = [];

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((event) => b.includes(event));
}

/** Puts a set in the place of another: whether it is another one. */
function replaced<K>(sets: Map<K, readonly string[]>, key: K, events: readonly string[]): boolean {
  const before = sets.get(key) ?? NONE;
  if (events.length > 0) sets.set(key, events);
  else sets.delete(key);
  return !same(before, events);
}

/** The sets of one debugger at one moment; `advance` goes on in time and never back. */
export class EventSets {
  global: readonly string[] = NONE;
  readonly local = new Map<CodeObject, readonly string[]>();
  readonly frames = new Map<number, readonly string[]>();
  /** What frames get that are entered from a frame. */
  readonly entered = new Map<number, readonly string[]>();
  /** Opcode breakpoints, as `code@offset` with the code's number in the module: whether they are by line. */
  readonly sites = new Map<string, boolean>();
  /** Calls so far that changed code objects' sets or opcode breakpoints. */
  changes = 0;
  readonly #session: JudgedSession;
  readonly #codes: readonly CodeObject[];
  #call = 0;
  #item = 0;
  #idle: string | undefined;

  constructor(session: JudgedSession) {
    this.#session = session;
    this.#codes = allCode(session.run.module);
  }

  /** To the moment after the callback of an event of that index. */
  advance(until: number): this {
    const { calls } = this.#session.done;
    for (; this.#call < calls.length && calls[this.#call]!.at <= until; this.#call++) {
      const { at, call } = calls[this.#call]!;
      this.#pass(at, true);
      if (!this.#apply(call)) this.#idle ??= `${call.call} changes nothing (event ${at})`;
    }
    this.#pass(until + 1, false);
    return this;
  }

  /** A call that changed nothing. */
  get idle(): string | undefined {
    return this.#idle;
  }

  /** Carries a call out: whether it changed anything. */
  #apply(call: MonitoringCall): boolean {
    switch (call.call) {
      case 'set_events': {
        const before = this.global;
        this.global = call.events;
        return !same(before, call.events);
      }
      case 'set_local_events':
        this.changes++;
        return replaced(this.local, call.code, call.events);
      case 'set_frame_events': {
        const events = replaced(this.frames, call.frame, call.events);
        return replaced(this.entered, call.frame, call.entered) || events;
      }
      case 'set_breakpoint':
      case 'clear_breakpoint': {
        this.changes++;
        const site = siteName(this.#codes, call.code, call.offset);
        const line = call.call === 'set_breakpoint' ? call.line : undefined;
        const before = this.sites.get(site);
        if (line === undefined) this.sites.delete(site);
        else this.sites.set(site, line);
        return before !== line;
      }
      default:
        return true;
    }
  }

  /** Frames that left before an event took their sets with them; those that were entered by then came with what their caller's frame gives. */
  #pass(before: number, entering: boolean): void {
    const { items } = this.#session.run.trace;
    for (; this.#item < items.length; this.#item++) {
      const item = items[this.#item]!;
      if (item.at > before || (item.at === before && !(entering && item.kind === 'enter'))) return;
      if (item.kind === 'leave' && (item.how === 'return' || item.how === 'unwind')) {
        this.frames.delete(item.frame);
        this.entered.delete(item.frame);
      } else if (item.kind === 'enter' && item.back !== null) {
        const given = this.entered.get(item.back);
        if (given !== undefined)
          this.frames.set(item.frame, [...new Set([...(this.frames.get(item.frame) ?? []), ...given])]);
      }
    }
  }

  /** Whether an event is on for a frame, whoever asked. */
  has(event: string, frame: number): boolean {
    if (this.global.includes(event) || this.frames.get(frame)?.includes(event) === true) return true;
    const code = this.#session.run.trace.codeOf.get(frame);
    return code !== undefined && this.local.get(code)?.includes(event) === true;
  }

  get empty(): boolean {
    return this.global.length === 0 && this.local.size === 0 && this.frames.size === 0 && this.sites.size === 0;
  }
}

/** The name of an opcode breakpoint's place; `codes` are those of the module. */
export function siteName(codes: readonly CodeObject[], code: CodeObject, offset: number): string {
  return `${codes.indexOf(code)}@${offset}`;
}

/** The last callback at a stop's place: that of LINE, or of INSTRUCTION of the same instruction. */
export function callbackOf(session: JudgedSession, event: number): number {
  const { itemOf } = session.run;
  const item = itemOf.get(event);
  return item !== undefined && itemOf.get(event + 1) === item ? event + 1 : event;
}

/** The event sets when the program is let run on from a stop. */
export interface SetsAt {
  readonly stop: SessionStop;
  /** The stop's place in the transcript. */
  readonly n: number;
  /** The command's first word. */
  readonly kind: string;
  readonly global: readonly string[];
  readonly local: ReadonlyMap<CodeObject, readonly string[]>;
  /** Some frame has a set of its own. */
  readonly frames: boolean;
  readonly sites: ReadonlyMap<string, boolean>;
}

/** The sets at each stop from which the program was let run on. */
export function setsOf(session: JudgedSession): readonly SetsAt[] {
  // They are the debugger's own, whoever of the laws has asked for them first.
  session.reading.further = true;
  session.made.sets ??= followed(session);
  return session.made.sets;
}

function followed(session: JudgedSession): readonly SetsAt[] {
  const found: SetsAt[] = [];
  const sets = new EventSets(session);
  let local: SetsAt['local'] = new Map();
  let sites: SetsAt['sites'] = new Map();
  let changes = 0;
  session.done.transcript.stops.forEach((stop, n) => {
    const { command } = stop;
    if (command === null || itemAt(session.run.trace, stop.event) < 0) return;
    const end = command.indexOf(' ');
    const kind = end < 0 ? command : command.slice(0, end);
    if (kind === 'detach' || kind === 'quit') return;
    sets.advance(callbackOf(session, stop.event));
    if (sets.changes !== changes) {
      changes = sets.changes;
      local = new Map(sets.local);
      sites = new Map(sets.sites);
    }
    found.push({ stop, n, kind, global: sets.global, local, frames: sets.frames.size > 0, sites });
  });
  return found;
}

const OWN: Readonly<Record<string, readonly string[]>> = {
  over: ['LINE', 'PY_RETURN', 'PY_YIELD', 'PY_UNWIND'],
  into: ['LINE', 'PY_RETURN', 'PY_YIELD', 'PY_UNWIND'],
  out: ['PY_RETURN', 'PY_YIELD', 'PY_UNWIND'],
  // Whether anybody asks for PY_UNWIND decides whether a generator that is closed executes its handler.
  stepi: ['INSTRUCTION', 'LINE', 'PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'PY_UNWIND'],
};

/** Whether the step's frame is suspended after the callback of an event. */
function isSuspended(leg: Leg, at: number): boolean {
  const { items } = leg.trace;
  let suspended = false;
  for (let k = leg.from; k < items.length && items[k]!.at <= at; k++) {
    const item = items[k]!;
    if (item.frame === leg.origin.frame && item.kind !== 'incident') suspended = item.kind === 'leave';
  }
  return suspended;
}

/** What the leg's step needs of which frame after the callback of an event; null where the trace alone does not tell. */
function need(leg: Leg, at: number): { readonly frame: number; readonly events: readonly string[] } | null {
  const { items } = leg.trace;
  const own = OWN[leg.command.kind];
  if (own === undefined) return null;
  if (leg.command.kind === 'stepi')
    return at < (items[leg.exit]?.at ?? Number.POSITIVE_INFINITY) ? { frame: leg.origin.frame, events: own } : null;
  const waited = (items[ownWait(leg)]?.at ?? Number.POSITIVE_INFINITY) <= at;
  const exit = items[leg.exit];
  if (exit === undefined || at < exit.at) {
    // A step that waits follows its frame to whoever resumes it.
    const resumption = waited && isSuspended(leg, at) ? ['PY_RESUME'] : [];
    return { frame: leg.origin.frame, events: [...own, ...resumption] };
  }
  if (waited) return null;
  if (exit.kind !== 'leave' || at > exit.at) return null;
  const next = olderOf(leg, exit)[0];
  if (next === undefined) return null;
  return { frame: next, events: exit.how === 'unwind' ? ['LINE'] : ['INSTRUCTION'] };
}

/** The first moment, after a callback, at which a leg's step lacks an event that it needs; and at how many moments it needed any. */
export function needsOf(
  session: JudgedSession,
  legs: readonly Leg[],
  counts: (leg: Leg, at: number) => boolean = () => true,
): { readonly moments: number; readonly broken?: string } {
  const { calls } = session.done;
  let sets = new EventSets(session);
  let call = 0;
  let reached = -1;
  let moments = 0;
  for (const leg of legs) {
    const from = callbackOf(session, leg.origin.event);
    const to = leg.trace.items[leg.to]?.at ?? Number.POSITIVE_INFINITY;
    // Legs of different threads overlap.
    if (from < reached) {
      sets = new EventSets(session);
      call = 0;
      reached = -1;
    }
    while (call < calls.length && calls[call]!.at < from) call++;
    const made = new Set([from]);
    for (; call < calls.length && calls[call]!.at < to; call++) made.add(calls[call]!.at);
    // Who forgets to ask makes no call.
    for (const index of [ownWait(leg), leg.exit]) {
      const at = leg.trace.items[index]?.at;
      if (at !== undefined && at >= from && at < to) made.add(at);
    }
    const times = [...made].sort((a, b) => a - b);
    for (const at of times) {
      const needed = need(leg, at);
      if (needed === null || !counts(leg, at)) continue;
      moments++;
      reached = at;
      sets.advance(at);
      const missing = needed.events.find((event) => !sets.has(event, needed.frame));
      if (missing === undefined) continue;
      const code = leg.trace.codeOf.get(needed.frame)?.qualname;
      return {
        moments,
        broken: `${missing} is off in ${code} (event ${at}) although ${leg.command.kind} is pending there`,
      };
    }
  }
  return { moments };
}
