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
        if (call.events.length > 0) this.local.set(call.code, call.events);
        else this.local.delete(call.code);
      } else if (call.call === 'set_frame_events') {
        if (call.events.length > 0) this.frames.set(call.frame, call.events);
        else this.frames.delete(call.frame);
      } else if (call.call === 'set_breakpoint') this.sites.add(this.site(call.code, call.offset));
      else if (call.call === 'clear_breakpoint') this.sites.delete(this.site(call.code, call.offset));
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

  /** The name of an opcode breakpoint's place. */
  site(code: CodeObject, offset: number): string {
    return `${this.#codes.indexOf(code)}@${offset}`;
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

/** The last callback at a stop's place: that of LINE, or of INSTRUCTION of the same instruction. */
export function callbackOf(session: JudgedSession, event: number): number {
  const { itemOf } = session.run;
  const item = itemOf.get(event);
  return item !== undefined && itemOf.get(event + 1) === item ? event + 1 : event;
}

/** Stops at which the program was let run on, with their places in the transcript. */
export function resumed(session: JudgedSession) {
  const found: { readonly stop: SessionStop; readonly n: number; readonly kind: string }[] = [];
  session.done.transcript.stops.forEach((stop, n) => {
    const { command } = stop;
    if (command === null || itemAt(session.run.trace, stop.event) < 0) return;
    const end = command.indexOf(' ');
    const kind = end < 0 ? command : command.slice(0, end);
    if (kind !== 'detach' && kind !== 'quit') found.push({ stop, n, kind });
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
