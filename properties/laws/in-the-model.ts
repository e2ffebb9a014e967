/**
 * Laws on what a debugger does to the program and to other tools, judged by running it inside the model's VM.
 * @module
 */
import { STEPPING_EVENTS, stopRecords } from '../../machines/index.ts';
import { type CodeObject, type EventName, ModelError, type Tool } from '../../model/index.ts';
import { type ModelSession, sessionInModel } from '../model-session.ts';
import type { SessionSpec } from '../session.ts';
import { type Law, sessionLaw } from './law.ts';
import type { JudgedSession } from './leg.ts';

/** What another tool is told: one event a line, as a list that shares its past. */
interface Told {
  readonly text: string;
  readonly closing: boolean;
  readonly finaliser: boolean;
  readonly event: string;
  readonly frame: number;
  readonly older: Told | null;
}

type Heard = { readonly newest: Told | null };

/** A tool beside the debugger, with everything on or with some of it; it may disable what it hears, and restart all now and then. */
function neighbour(id: 3 | 4, events: readonly EventName[], answer?: 'DISABLE'): Tool<Heard> {
  return {
    name: 'neighbour',
    id,
    callbacks: events,
    start: () => ({ state: { newest: null }, calls: [{ call: 'set_events', tool: id, events }] }),
    callback(state: Heard, { event, code, line, exception }, { frame }) {
      const told: Told = {
        text: `${event} ${code.qualname}:${line < 0 ? frame.lineno : line}`,
        closing: event === 'PY_THROW' || exception === 'GeneratorExit',
        finaliser: code.name === '__del__',
        event,
        frame: frame.id,
        older: state.newest,
      };
      const restarts = answer !== undefined && event === 'PY_RETURN';
      return {
        state: { newest: told },
        ...(restarts ? { calls: [{ call: 'restart_events' as const }] } : {}),
        ...(answer === undefined || restarts ? {} : { result: answer }),
      };
    },
  };
}

const told = ({ newest }: Heard): Told[] => {
  const all: Told[] = [];
  for (let t = newest; t !== null; t = t.older) all.push(t);
  return all.reverse();
};

/** What an ordinary tool asks for; PY_UNWIND is left out, for to ask for it changes what is closed. */
const ORDINARY: readonly EventName[] = ['PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'LINE', 'RAISE', 'PY_THROW'];
const DISABLING: readonly EventName[] = ['PY_START', 'PY_RESUME', 'PY_RETURN', 'LINE'];

/** Longer sessions say nothing more, and each is run several times. */
const MOST_COMMANDS = 2;

interface Ran {
  readonly stops: string;
  readonly shown: string;
  readonly told: readonly Told[];
}

const kept = new WeakMap<JudgedSession, Map<string, Ran | null>>();

/** Whether a session is short enough to be run inside the model, and needs nothing that it has not. */
export function fitsModel({ script, attach, filter }: SessionSpec): boolean {
  if (attach !== undefined || filter !== undefined || script.length > MOST_COMMANDS) return false;
  // Conditions need code that only a compiler makes.
  return script.every((e) => !('condition' in e.command) || e.command.condition === undefined);
}

/** The session inside the model, alone or beside another tool; null where it cannot be run there. */
function ranIn(session: JudgedSession, beside: 'nobody' | 'ordinary' | 'everything' | 'disabling'): Ran | null {
  const { inModel, spec, run } = session;
  if (inModel === undefined || !fitsModel(spec)) return null;
  // A schedule is another matter: the laws on threads see to it.
  if (run.events.some((e) => e.thread !== 0)) return null;
  let known = kept.get(session);
  if (known === undefined) {
    known = new Map();
    kept.set(session, known);
  }
  let ran = known.get(beside);
  if (ran === undefined) {
    const tool = neighbourOf(beside);
    const done = attempt(() =>
      sessionInModel(run.module, spec, inModel.strategy, inModel.setting, tool === null ? [] : [tool as Tool<unknown>]),
    );
    ran = done === null ? null : describe(done, tool);
    known.set(beside, ran);
  }
  return ran;
}

function neighbourOf(beside: string): Tool<Heard> | null {
  if (beside === 'ordinary') return neighbour(4, ORDINARY);
  if (beside === 'everything') return neighbour(4, STEPPING_EVENTS);
  return beside === 'disabling' ? neighbour(3, DISABLING, 'DISABLE') : null;
}

/** The program with the ordinary tool and no debugger, once for each program. */
const undebugged = new WeakMap<CodeObject, Ran | null>();

function alone(session: JudgedSession): Ran | null {
  const { inModel, run } = session;
  if (inModel === undefined) return null;
  let ran = undebugged.get(run.module);
  if (ran === undefined) {
    const tool = neighbour(4, ORDINARY);
    const done = attempt(() => inModel.undebugged(run.module, tool as Tool<unknown>));
    ran = done === null || !done.complete ? null : { stops: '', shown: shownBy(done), told: told(done.state(tool)) };
    undebugged.set(run.module, ran);
  }
  return ran;
}

/** What the model lacks is no verdict on a debugger. */
function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  }
}

const shownBy = (run: ModelSession['run']) => JSON.stringify([run.stdout, run.exception ?? null]);

function describe({ session, run }: ModelSession, tool: Tool<Heard> | null): Ran | null {
  if (!run.complete) return null;
  // Frames are numbered as tools see them: their numbers depend on who listens.
  const stops = stopRecords(session).map((s) => `${s.reasons} ${s.code.qualname}:${s.line}@${s.offset}`);
  return { stops: stops.join('\n'), shown: shownBy(run), told: tool === null ? [] : told(run.state(tool)) };
}

function law(
  id: string,
  source: string,
  statement: string,
  sometimes: string,
  judge: (session: JudgedSession) => null | true | 'unexercised' | { readonly broken: string },
): Law {
  return sessionLaw({
    id,
    source,
    statement,
    sometimes,
    group: 'transparency',
    stopLaw: false,
    policies: ['strict'],
    judge,
  });
}

/** Where two lists of events part. */
function parting(expected: readonly Told[], observed: readonly Told[]): string | null {
  const n = expected.findIndex((t, i) => t.text !== observed[i]?.text);
  if (n < 0 && expected.length === observed.length) return null;
  const at = n < 0 ? expected.length : n;
  return `event ${at + 1} is ${observed[at]?.text ?? 'missing'}, without the debugger ${expected[at]?.text ?? 'there is none'}`;
}

const withoutClosings = (all: readonly Told[]) => all.filter((t) => !t.closing);

const MANY_EVENTS = 10;

export const MODEL_LAWS: readonly Law[] = [
  law(
    'event-set-independence',
    'law 76',
    'the stops are the same beside a tool that has every event on',
    'a session stops twice',
    (session) => {
      const solo = ranIn(session, 'nobody');
      const beside = ranIn(session, 'everything');
      if (solo === null || beside === null) return null;
      if (solo.stops !== beside.stops) return { broken: 'beside a tool that has every event on it stops elsewhere' };
      return solo.stops.includes('\n') ? true : 'unexercised';
    },
  ),
  law(
    'tool-isolation',
    'law 78, first half',
    'the stops are the same beside a tool that disables what it hears and restarts it',
    'a session stops twice',
    (session) => {
      const solo = ranIn(session, 'nobody');
      const beside = ranIn(session, 'disabling');
      if (solo === null || beside === null) return null;
      if (solo.stops !== beside.stops) return { broken: 'beside a tool that disables and restarts it stops elsewhere' };
      return solo.stops.includes('\n') ? true : 'unexercised';
    },
  ),
  law(
    'output-equal',
    'law 81',
    'output and exception of the program are those of the run without a debugger',
    'a program is debugged',
    (session) => {
      const plain = alone(session);
      const ran = ranIn(session, 'nobody');
      if (plain === null || ran === null) return null;
      return plain.shown === ran.shown ? true : { broken: `the program shows ${ran.shown}, without it ${plain.shown}` };
    },
  ),
  law(
    'footprint',
    'addition; law 78, second half',
    'the debugger adds and hides no event of another tool, but for the closing of generators, which PY_UNWIND makes visible',
    'another tool hears ten events',
    (session) => {
      const plain = alone(session);
      const ran = ranIn(session, 'ordinary');
      if (plain === null || ran === null) return null;
      const wrong = parting(withoutClosings(plain.told), withoutClosings(ran.told));
      if (wrong !== null) return { broken: wrong };
      return plain.told.length >= MANY_EVENTS ? true : 'unexercised';
    },
  ),
  law(
    'reference-hygiene',
    'addition',
    'finalisers run when they run without a debugger',
    'a finaliser runs',
    (session) => {
      const plain = alone(session);
      const ran = ranIn(session, 'ordinary');
      if (plain === null || ran === null || !plain.told.some((t) => t.finaliser)) return null;
      const order = (all: readonly Told[]) =>
        all.filter((t) => t.finaliser || t.event === 'PY_START' || t.event === 'PY_RETURN');
      const wrong = parting(order(plain.told), order(ran.told));
      return wrong === null ? true : { broken: wrong };
    },
  ),
  law(
    'exit-balance',
    'addition',
    'a frame that is entered exits once, or is suspended at the end: the debugger leaves nobody’s entry without an exit',
    'another tool hears ten events',
    (session) => {
      const ran = ranIn(session, 'everything');
      if (ran === null) return null;
      const running = new Map<number, boolean>();
      for (const { event, frame, text } of ran.told) {
        const enters = event === 'PY_START' || event === 'PY_RESUME' || event === 'PY_THROW';
        const leaves = event === 'PY_RETURN' || event === 'PY_YIELD' || event === 'PY_UNWIND';
        if (!enters && !leaves) continue;
        if (running.get(frame) === enters) return { broken: `${text}: a second ${enters ? 'entry' : 'exit'}` };
        running.set(frame, enters);
      }
      const left = [...running.values()].filter((still) => still).length;
      if (left > 0) return { broken: `${left} frames have no exit` };
      return ran.told.length >= MANY_EVENTS ? true : 'unexercised';
    },
  ),
];
