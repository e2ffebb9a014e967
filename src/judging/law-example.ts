/**
 * One law shown: a smallest session that exercises it, and the known-wrong steppers that it notices.
 * @module
 */
import { parseScript, printScript, type Script } from '../../machines/index.ts';
import { print } from '../../model/index.ts';
import {
  judgedSession,
  judgeLaw,
  type Law,
  type Recording,
  RefusedCallError,
  recording,
  type SessionSubject,
  shrinkSession,
} from '../../properties/index.ts';
import type { PyodideLane } from '../lanes/pyodide-lane.ts';
import { programSeed } from '../program-seed.ts';
import { CONDITIONS, FUEL, programAt } from './places.ts';
import { type Asked, asked, SETTINGS, type SessionText, type Setting, sessionsOf, textOf } from './settings.ts';
import { JUDGED, JUDGED_MUTANTS, type Judged, type JudgedMutant } from './subjects-under-law.ts';

export interface LawExample {
  /** The smallest session found that exercises the law; null if none does. */
  readonly session: SessionText | null;
  /** Known-wrong steppers that break the law in one of the sessions. */
  readonly killed: readonly string[];
  /** Sessions tried. */
  readonly sessions: number;
}

const PROGRAMS = 48;
const SCRIPTS = 4;
/** Milliseconds for making the session smaller. */
const SHRINKING = 6000;

/** Where a law has a premise: `strict` if it can, else the other settings. */
function settingOf(law: Law): Setting {
  if (law.id === 'into-filtered') return SETTINGS.filtered;
  return [SETTINGS.strict, SETTINGS.exceptions].find((s) => s.laws.includes(law)) ?? SETTINGS.filtered;
}

/** Looks for sessions from a seed on. */
export function lawExample(law: Law, lane: PyodideLane, seed: number): LawExample {
  const setting = settingOf(law);
  const subject = JUDGED.find((j) => j.id === (setting.id === 'exceptions' ? 'oracle' : 'C'))!;
  const alive = new Set(JUDGED_MUTANTS.filter((m) => m.setting === setting.id && m.groups.includes(law.group)));
  const killed: string[] = [];
  let best: { readonly place: number; readonly session: Asked; readonly source: string } | null = null;
  let sessions = 0;
  const conditions = CONDITIONS.slice(0, 3);
  for (let place = 0; place < PROGRAMS; place++) {
    const { source } = print(programAt(seed, place));
    const run = record(lane, source, conditions);
    if (run === null) continue;
    for (const session of sessionsOf(run.module, conditions, programSeed(seed ^ 0x5c21, place), SCRIPTS)) {
      if (session.setting !== setting) continue;
      sessions++;
      const size = source.length + 4 * printScript(session.spec.script).length;
      const smaller = best === null || size < best.source.length + 4 * printScript(best.session.spec.script).length;
      if (smaller && exercises(law, run, session, subject)) best = { place, session, source };
      for (const mutant of alive) {
        if (!breaks(law, run, session, mutant)) continue;
        alive.delete(mutant);
        killed.push(mutant.id);
      }
    }
  }
  if (best === null) return { session: null, killed, sessions };
  const { place, session, source } = best;
  const start: SessionSubject = { module: programAt(seed, place), source, script: session.spec.script };
  const end = performance.now() + SHRINKING;
  const { filter } = session.spec;
  const under = (script: Script): Asked => asked(setting, script, filter);
  const small = shrinkSession(start, (candidates) =>
    candidates.map((c) => {
      if (performance.now() > end) return false;
      const run = record(lane, c.source, conditions);
      return run !== null && exercises(law, run, under(readBack(c.script)), subject);
    }),
  );
  return { session: textOf(small.source, under(small.script)), killed, sessions };
}

function readBack(script: Script): Script {
  const parsed = parseScript(printScript(script));
  return parsed.ok ? parsed.script : [];
}

function record(lane: PyodideLane, source: string, conditions: readonly string[]): Recording | null {
  if (lane.compile(source).error !== undefined) return null;
  const [recorded] = lane.recordStepping([{ source }], { fuel: FUEL, conditions });
  if (recorded === undefined || recorded.end !== undefined) return null;
  return recording(recorded.events, recorded.module, recorded.exception?.type, source);
}

function exercises(law: Law, run: Recording, { spec }: Asked, subject: Judged): boolean {
  const finding = judgeLaw(law, judgedSession(run, spec, subject.runner));
  return finding.exercised && finding.broken === undefined;
}

function breaks(law: Law, run: Recording, { spec }: Asked, mutant: JudgedMutant): boolean {
  try {
    return judgeLaw(law, judgedSession(run, spec, mutant.runner)).broken !== undefined;
  } catch (error) {
    if (error instanceof RefusedCallError) return false;
    throw error;
  }
}
