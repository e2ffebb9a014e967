/**
 * Judging debuggers by laws: one program, one script, one debugger, all laws that apply.
 * @module
 */
import type { Policy, Script, Strategy } from '../machines/index.ts';
import { type JudgedSession, judgeLaw, type Law } from './laws/index.ts';
import type { SessionSpec } from './session.ts';
import { type Recording, runStrategy, type StrategyRun } from './strategy-run.ts';

/** Runs a session; throws if the debugger fails. */
export type Runner = (run: Recording, spec: SessionSpec, keep: boolean) => StrategyRun;

/** A runner for a strategy with frame identity. */
export function strategyRunner(strategy: Strategy): Runner {
  return (run, spec, keep) => runStrategy(run, spec, strategy, keep);
}

/** A session with everything that laws ask for. */
export function judgedSession(run: Recording, script: Script, policy: Policy, runner: Runner): JudgedSession {
  const spec: SessionSpec = { script, policy };
  const done = runner(run, spec, true);
  return { run, spec, done, rerun: (other) => runner(run, { ...spec, script: other }, false).transcript };
}

/** What many sessions said about a law. */
export interface LawTally {
  readonly id: string;
  runs: number;
  premiseMet: number;
  exercised: number;
  broken: number;
}

/** Empty tallies, by law id. */
export function newTallies(laws: readonly Law[]): Map<string, LawTally> {
  return new Map(laws.map((law) => [law.id, { id: law.id, runs: 0, premiseMet: 0, exercised: 0, broken: 0 }]));
}

/** Judges one session by the laws; gives those that it breaks with the reason. */
export function judgeSession(
  session: JudgedSession,
  laws: readonly Law[],
  tallies?: ReadonlyMap<string, LawTally>,
): readonly { readonly law: Law; readonly message: string }[] {
  const broken: { law: Law; message: string }[] = [];
  for (const law of laws) {
    const finding = judgeLaw(law, session);
    const tally = tallies?.get(law.id);
    if (tally !== undefined) {
      tally.runs++;
      if (finding.premise) tally.premiseMet++;
      if (finding.exercised) tally.exercised++;
      if (finding.broken !== undefined) tally.broken++;
    }
    if (finding.broken !== undefined) broken.push({ law, message: finding.broken });
  }
  return broken;
}
