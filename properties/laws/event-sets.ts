/**
 * The event sets of a debugger as its calls made them, followed through a session; the debugger itself is never asked.
 * @module
 */
import { allCode } from '../../machines/index.ts';
import type { CodeObject } from '../../model/index.ts';
import type { SessionStop } from '../session.ts';
import { itemAt, type JudgedSession, type Leg, olderOf, ownWait } from './leg.ts';

const NONE: readonly string[] = [];

/** The sets of one debugger at one moment; `advance` goes on in time and never back. */
export class EventSets {
  global: readonly string[] = NONE;
  readonly local = new Map<CodeObject, readonly string[]>();
  readonly frames = new Map<number, readonly string[]>();
  /** Opcode breakpoints, as `code@offset` with the code's number in the module. */
  readonly sites = new Set<string>();
  /** Calls so far that changed code objects' sets or opcode breakpoints. */
  changes = 0;
  readonly #session: JudgedSession;
  readonly #codes: readonly CodeObject[];
  #call = 0;
  #item = 0;

  constructor(session: JudgedSession) {
    this.#session = session;
    this.#codes = allCode(session.run.module);
  }

  /** To the moment after the callback of an event of that index. */
  advance(until: number): this {
    const { calls } = this.#session.done;
    for (; this.#call < calls.length && calls[this.#call]!.at <= until; this.#call++) {
      const { at, call } = calls[this.#call]!;
      this.#leave(at);
      if (call.call === 'set_events') this.global = call.events;
      else if (call.call === 'set_local_events') {
        this.changes++;
        if (call.events.length > 0) this.local.set(call.code, call.events);
        else this.local.delete(call.code);
      } else if (call.call === 'set_frame_events') {
        if (call.events.length > 0) this.frames.set(call.frame, call.events);
        else this.frames.delete(call.frame);
      } else if (call.call === 'set_breakpoint' || call.call === 'clear_breakpoint') {
        this.changes++;
        const site = siteName(this.#codes, call.code, call.offset);
        if (call.call === 'set_breakpoint') this.sites.add(site);
        else this.sites.delete(site);
      }
    }
    this.#leave(until + 1);
    return this;
  }

  /** Frames that left before an event took their sets with them. */
  #leave(before: number): void {
    const { items } = this.#session.run.trace;
    for (; this.#item < items.length && items[this.#item]!.at < before; this.#item++) {
      const item = items[this.#item]!;
      if (item.kind === 'leave' && (item.how === 'return' || item.how === 'unwind')) this.frames.delete(item.frame);
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
  readonly sites: ReadonlySet<string>;
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
  let sites: SetsAt['sites'] = new Set();
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
      sites = new Set(sets.sites);
    }
    found.push({ stop, n, kind, global: sets.global, local, frames: sets.frames.size > 0, sites });
  });
  return found;
}

const OWN: Readonly<Record<string, readonly string[]>> = {
  over: ['LINE', 'PY_RETURN', 'PY_YIELD', 'PY_UNWIND'],
  into: ['LINE', 'PY_RETURN', 'PY_YIELD', 'PY_UNWIND'],
  out: ['PY_RETURN', 'PY_YIELD', 'PY_UNWIND'],
};

/** What the leg's step needs of which frame after the callback of an event; null where the trace alone does not tell. */
function need(leg: Leg, at: number): { readonly frame: number; readonly events: readonly string[] } | null {
  const { items } = leg.trace;
  const own = OWN[leg.command.kind];
  if (own === undefined || (items[ownWait(leg)]?.at ?? Number.POSITIVE_INFINITY) <= at) return null;
  const exit = items[leg.exit];
  if (exit === undefined || at < exit.at) return { frame: leg.origin.frame, events: own };
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
    const times = [from];
    for (; call < calls.length && calls[call]!.at < to; call++)
      if (calls[call]!.at !== times.at(-1)) times.push(calls[call]!.at);
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
