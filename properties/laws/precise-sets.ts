/**
 * Laws on event sets that hold for each command: what belongs together is set together, and nothing is asked for that the command cannot use.
 * @module
 */
import { allCode, type BreakpointSite, bindPlace, isSuspendable } from '../../machines/index.ts';
import type { CodeObject } from '../../model/index.ts';
import { standingAt } from './breakpoint-standing.ts';
import { callbackOf, EventSets, siteName } from './event-sets.ts';
import { type Law, sessionLaw } from './law.ts';
import { isHidden, type JudgedSession, type Leg, stepsElsewhere } from './leg.ts';

const STARTS = ['PY_START', 'PY_RESUME'];
const EXITS = ['PY_RETURN', 'PY_YIELD', 'PY_UNWIND'];
const LINES = ['LINE', ...STARTS];
const LANDING = ['LINE', 'INSTRUCTION', ...EXITS];

/** What a step may ask for in its own frame; *stepi* asks for all everywhere. */
function ofOwner({ command }: Leg): readonly string[] {
  if (command.kind === 'out') return EXITS;
  if (command.kind === 'continue' || command.kind === 'stepi') return [];
  const each = command.kind === 'until' && command.offset !== undefined ? ['INSTRUCTION'] : [];
  return [...LINES, ...EXITS, ...each];
}

/** What a step may ask for everywhere. */
function everywhere(leg: Leg): readonly string[] | null {
  const { kind } = leg.command;
  if (kind === 'stepi') return null;
  // A step that is given at an instruction which leaves the frame: the set that told the stop stays for that one event.
  const before = leg.session.done.transcript.stops[leg.n - 1]?.command;
  const last = before === 'stepi' ? EXITS : [];
  if (kind === 'continue') return last;
  return kind === 'into' ? ['PY_UNWIND', ...STARTS, 'PY_THROW', ...last] : ['PY_UNWIND', ...last];
}

/** What enabled breakpoints need: events of code objects, or opcodes by line or at every execution. */
interface Needed {
  readonly events: ReadonlyMap<CodeObject, readonly string[]>;
  readonly sites: ReadonlyMap<string, boolean>;
}

/** Where the enabled breakpoints stand after stop n. */
function sitesAt(session: JudgedSession, n: number): readonly BreakpointSite[] {
  return standingAt(session, n).flatMap((b) => {
    if (b.state !== 'enabled') return [];
    const frame = session.done.transcript.stops[b.from]?.frame;
    const current = frame === undefined ? undefined : session.run.trace.codeOf.get(frame);
    const bound = bindPlace({ module: session.run.module, ...(current === undefined ? {} : { current }) }, b.place);
    return 'sites' in bound ? bound.sites : [];
  });
}

/** What the enabled breakpoints need. Opcodes stand for LINE, unless one at a line and one at the instruction share a place: LINE tells them apart. */
function ofBreakpoints(session: JudgedSession, n: number, byOpcode: boolean): Needed {
  const events = new Map<CodeObject, readonly string[]>();
  const sites = new Map<string, boolean>();
  const codes = allCode(session.run.module);
  for (const { code, offset, byLine } of sitesAt(session, n)) {
    const name = siteName(codes, code, offset);
    const other = sites.get(name);
    const mixed = other !== undefined && other !== byLine;
    sites.set(name, byLine && other !== false);
    const needed = byOpcode ? (mixed ? LINES : []) : [...LINES, ...(byLine ? [] : ['INSTRUCTION', ...EXITS])];
    events.set(code, [...(events.get(code) ?? []), ...needed]);
  }
  return { events, sites };
}

/** The codes of the frames that can execute next when the step's own has left: the caller's, and past what delegates or is skipped the next ones. */
function headsOf(leg: Leg, older: readonly number[]): ReadonlySet<CodeObject> {
  const heads = new Set<CodeObject>();
  for (const frame of older) {
    const code = leg.trace.codeOf.get(frame);
    if (code === undefined) continue;
    heads.add(code);
    if (!isSuspendable(code) && !isHidden(leg, frame)) break;
  }
  return heads;
}

const beyond = (events: readonly string[], allowed: readonly string[]) => events.find((e) => !allowed.includes(e));

/** What is on although neither the leg's step nor a breakpoint can use it, at the stop or when the step's frame has left. */
function excess(leg: Leg, sets: EventSets): string | undefined {
  const { session, trace, origin } = leg;
  const own = trace.codeOf.get(origin.frame);
  sets.advance(callbackOf(session, origin.event));
  const { events: breakpoints, sites } = ofBreakpoints(session, leg.n, sets.sites.size > 0);
  for (const [site, line] of sets.sites) {
    const due = sites.get(site);
    if (due === undefined) return `an opcode stands where no breakpoint does (${site})`;
    if (due !== line) return `an opcode is ${line ? '' : 'not '}by line (${site})`;
  }
  const global = everywhere(leg);
  const wide = global === null ? undefined : beyond(sets.global, global);
  if (wide !== undefined) return `${wide} is on everywhere`;
  const ofStep = ofOwner(leg);
  for (const [code, events] of sets.local) {
    const more = beyond(events, [...(code === own ? ofStep : []), ...(breakpoints.get(code) ?? [])]);
    if (more !== undefined) return `${more} is on in ${code.qualname}`;
  }
  for (const [frame, events] of sets.frames) {
    const more = beyond(events, frame === origin.frame ? ofStep : []);
    if (more !== undefined) return `${more} is on for a frame of ${trace.codeOf.get(frame)?.qualname}`;
  }
  const exit = trace.items[leg.exit];
  if (exit?.kind !== 'leave' || exit.how === 'unwind' || leg.exit >= leg.to) return undefined;
  if (ofStep.length === 0 || leg.command.kind === 'into') return undefined;
  const heads = headsOf(leg, exit.older);
  sets.advance(exit.at);
  for (const [code, events] of sets.local) {
    const more = beyond(events, [...(heads.has(code) ? LANDING : []), ...(breakpoints.get(code) ?? [])]);
    if (more !== undefined) return `${more} is on in ${code.qualname}, after ${exit.code.qualname} has left`;
  }
  for (const [frame, events] of sets.frames) {
    const code = trace.codeOf.get(frame);
    const more = beyond(events, exit.older.includes(frame) && code !== undefined && heads.has(code) ? LANDING : []);
    if (more !== undefined)
      return `${more} is on for a frame of ${code?.qualname}, after ${exit.code.qualname} has left`;
  }
  return undefined;
}

export const PRECISE_SET_LAWS: readonly Law[] = [
  sessionLaw({
    id: 'entries-with-lines',
    statement:
      'LINE is set together with PY_START and PY_RESUME, unless INSTRUCTION is on: without them the line of a RESUME is silent',
    source: 'the strategies’ common rule; claim C14',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    filtered: true,
    sometimes: 'LINE is set',
    judge({ done }) {
      let any = false;
      for (const { call } of done.calls) {
        if (call.call !== 'set_events' && call.call !== 'set_local_events' && call.call !== 'set_frame_events')
          continue;
        for (const events of call.call === 'set_frame_events' ? [call.events, call.entered] : [call.events]) {
          const set: readonly string[] = events;
          if (!set.includes('LINE') || set.includes('INSTRUCTION')) continue;
          any = true;
          const missing = STARTS.find((event) => !set.includes(event));
          if (missing !== undefined) return { broken: `LINE is set without ${missing}` };
        }
      }
      return any ? true : null;
    },
  }),
  sessionLaw({
    id: 'no-excess',
    statement:
      'nothing is on that neither the pending step nor an enabled breakpoint can use, at the stop and when the step’s frame has left',
    source: 'law 73, for every command',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    filtered: true,
    sometimes: 'a step is given after the first stop',
    judge(session, legs) {
      const sets = new EventSets(session);
      let any = false;
      for (const leg of legs) {
        // One thread's step is told from another's by nobody.
        if (!leg.facts.oneThread || stepsElsewhere(session, leg.n)) return null;
        const more = excess(leg, sets);
        if (more !== undefined) return { broken: `after stop ${leg.n + 1} (${leg.origin.command}): ${more}` };
        any ||= leg.n > 0;
      }
      return any ? true : 'unexercised';
    },
  }),
  sessionLaw({
    id: 'no-idle-call',
    statement: 'no call sets what is set already',
    source: 'law 80: what a debugger writes costs, too',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    filtered: true,
    sometimes: 'sets change after the first stop',
    judge(session) {
      const { calls, transcript } = session.done;
      const idle = new EventSets(session).advance(session.run.events.length).idle;
      if (idle !== undefined) return { broken: idle };
      const first = transcript.stops[0]?.event ?? Number.POSITIVE_INFINITY;
      return calls.some(({ at }) => at > first) ? true : 'unexercised';
    },
  }),
];
