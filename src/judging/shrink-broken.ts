/**
 * Sessions that break laws made as small as they get, with their stories: program, breakpoints and commands together.
 * @module
 */
import { parseScript, printScript, type Script } from '../../machines/index.ts';
import {
  explain,
  firstDifference,
  judgedSession,
  judgeLaw,
  LAWS,
  type Recording,
  recording,
  type SessionSubject,
  shrinkSession,
  stopsByTrace,
} from '../../properties/index.ts';
import type { PyodideLane } from '../lanes/pyodide-lane.ts';
import { CONDITIONS, FUEL, programAt } from './places.ts';
import { ThreadRecorder } from './record-threads.ts';
import { type Asked, asked, SETTINGS, type SessionText } from './settings.ts';
import type { BrokenLaw } from './strategy-sum.ts';
import { JUDGED, type Judged } from './subjects-under-law.ts';

/** A law that a strategy breaks, to be shrunk within so many milliseconds. */
export interface ShrinkRequest {
  readonly strategy: string;
  readonly broken: BrokenLaw;
  /** Small sessions that may break this law too. */
  readonly known: readonly SessionText[];
  readonly seed: number;
  readonly time: number;
}

/** A law with its smallest session. */
export interface ShrunkLaw extends BrokenLaw {
  /** The time was enough to try everything smaller. */
  readonly smallest: boolean;
  /** The session was known already. */
  readonly shared: boolean;
  readonly story: readonly string[];
}

function askedIn({ script, setting, filter }: Omit<SessionText, 'source'>): Asked {
  return asked(SETTINGS[setting], scriptOf(script), filter);
}

function scriptOf(text: string): Script {
  const parsed = parseScript(text);
  return parsed.ok ? parsed.script : [];
}

/** Takes a known session that breaks the law, or shrinks the one that was met. */
export function shrinkBroken(lane: PyodideLane, request: ShrinkRequest): ShrunkLaw {
  const { strategy, broken, seed, time } = request;
  const judged = JUDGED.find((j) => j.id === strategy)!;
  const end = performance.now() + time;
  const shared = request.known[breaks(lane, judged, broken.law, request.known).indexOf(true)];
  if (shared !== undefined) return { ...told(lane, judged, broken, shared), smallest: true, shared: true };
  const start: SessionSubject = {
    module: programAt(seed, broken.program),
    source: broken.source,
    script: scriptOf(broken.script),
  };
  const late = (): boolean => performance.now() > end;
  const { setting, filter, schedule } = broken;
  const under = {
    setting,
    ...(filter === undefined ? {} : { filter }),
    ...(schedule === undefined ? {} : { schedule }),
  };
  const { source, script } = shrinkSession(start, (candidates) =>
    late()
      ? candidates.map(() => false)
      : breaks(
          lane,
          judged,
          broken.law,
          candidates.map((c) => ({ ...under, source: c.source, script: printScript(c.script) })),
        ),
  );
  const session = fewestSwitches({ ...under, source, script: printScript(script) }, (some) =>
    late() ? some.map(() => false) : breaks(lane, judged, broken.law, some),
  );
  const smallest = !late();
  return { ...told(lane, judged, broken, session), smallest, shared: false };
}

/** The same session under a schedule from which no choice can be taken. */
function fewestSwitches(
  session: SessionText,
  breakLaw: (some: readonly SessionText[]) => readonly boolean[],
): SessionText {
  let best = session;
  for (;;) {
    const { schedule } = best;
    if (schedule === undefined) return best;
    const smaller = schedule.choices.map((_, at) => ({
      ...best,
      schedule: { ...schedule, choices: schedule.choices.filter((_choice, i) => i !== at) },
    }));
    const found = smaller[breakLaw(smaller).indexOf(true)];
    if (found === undefined) return best;
    best = found;
  }
}

const recorders = new WeakMap<PyodideLane, ThreadRecorder>();

/** A session's program in the model, under its schedule. */
function recordInThreads(lane: PyodideLane, { source, schedule }: SessionText): Recording | null {
  const recorder = recorders.get(lane) ?? new ThreadRecorder(lane);
  recorders.set(lane, recorder);
  if (schedule === undefined) return null;
  try {
    const found = recorder.recordSource(source, schedule, FUEL);
    return found?.complete === true ? found.run : null;
  } catch {
    // The model lacks something that a smaller program does.
    return null;
  }
}

/** The conditions that scripts speak of: each costs an evaluation at every place. */
function conditionsOf(scripts: readonly string[]): string[] {
  return CONDITIONS.filter((condition) => scripts.some((script) => script.includes(condition)));
}

/** Runs known from the batches before, by conditions and source. */
const known = new Map<string, Recording | null>();
const KNOWN = 200;

function record(lane: PyodideLane, sources: readonly string[], scripts: readonly string[]): Map<string, Recording> {
  const conditions = conditionsOf(scripts);
  const key = (source: string): string => `${conditions.join()}\n${source}`;
  const unknown = [...new Set(sources)].filter((source) => !known.has(key(source)));
  if (known.size > KNOWN) known.clear();
  const run = (some: readonly string[]): void => {
    const recorded = lane.recordStepping(
      some.map((source) => ({ source })),
      { fuel: FUEL, conditions },
    );
    recorded.forEach(({ events, module, exception, end }, i) => {
      const source = some[i]!;
      known.set(key(source), end === undefined ? recording(events, module, exception?.type, source) : null);
    });
  };
  try {
    run(unknown);
  } catch {
    // One of them does not compile.
    for (const source of unknown)
      if (lane.compile(source).error === undefined) run([source]);
      else known.set(key(source), null);
  }
  return new Map(
    sources.flatMap((source) => {
      const found = known.get(key(source)) ?? null;
      return found === null ? [] : [[source, found] as const];
    }),
  );
}

/** Which sessions break the law. */
function breaks(lane: PyodideLane, judged: Judged, id: string, subjects: readonly SessionText[]): boolean[] {
  const law = LAWS.find((l) => l.id === id)!;
  const plain = subjects.filter((s) => s.schedule === undefined);
  const runs = record(
    lane,
    plain.map((s) => s.source),
    plain.map((s) => s.script),
  );
  return subjects.map((subject) => {
    const run = subject.schedule === undefined ? runs.get(subject.source) : recordInThreads(lane, subject);
    if (run === undefined || run === null) return false;
    return judgeLaw(law, judgedSession(run, askedIn(subject).spec, judged.runner)).broken !== undefined;
  });
}

/** The session with what the law says of it, and the story of its first stop that is not the reference stepper's. */
function told(lane: PyodideLane, judged: Judged, broken: BrokenLaw, session: SessionText) {
  const { source, script } = session;
  const run =
    session.schedule === undefined
      ? record(lane, [source], [script]).get(source)
      : (recordInThreads(lane, session) ?? undefined);
  const shown = { ...session, law: broken.law, program: broken.program };
  if (run === undefined) return { ...shown, message: broken.message, story: [] };
  const done = judgedSession(run, askedIn(session).spec, judged.runner);
  const law = LAWS.find((l) => l.id === broken.law)!;
  const difference = firstDifference(stopsByTrace(run.trace, done.spec), done.done.transcript);
  const story = difference === null ? [] : explain(run, done.done, difference, `strategy ${judged.id}`);
  return { ...shown, message: judgeLaw(law, done).broken ?? broken.message, story };
}
