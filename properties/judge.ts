/**
 * Judging debuggers by laws: one program, one script, one debugger, all laws that apply.
 * @module
 */
import { parseScript, type Strategy } from '../machines/index.ts';
import { runTools } from '../model/index.ts';
import { type InModel, type JudgedSession, judgeLaw, type Law } from './laws/index.ts';
import type { ModelSetting } from './model-session.ts';
import { type SteppingTable, stopsByMachine } from './oracle/by-machine.ts';
import type { SessionSpec } from './session.ts';
import { type Recording, runStrategy, type StrategyRun } from './strategy-run.ts';

/** Runs a session; throws if the debugger fails. */
export type Runner = (run: Recording, spec: SessionSpec, keep: boolean) => StrategyRun;

/** A runner for a strategy with frame identity. */
export function strategyRunner(strategy: Strategy): Runner {
  return (run, spec, keep) => runStrategy(run, spec, strategy, keep);
}

const NO_COST = { events: 0, checks: 0, writes: 0, reinstrumented: 0, lookups: 0 };

/** The oracle as one who is judged: it sees the whole trace and asks for nothing. Planted faults bring a chart of their own. */
export function referenceRunner(table?: SteppingTable): Runner {
  return ({ trace }, spec) => {
    const { attach } = spec;
    const seen = attach === undefined ? trace : { ...trace, items: trace.items.filter((item) => item.at >= attach) };
    return { transcript: stopsByMachine(seen, spec, table), cost: NO_COST, delivered: [], calls: [] };
  };
}

/** How laws run a strategy inside the model's VM. */
export function insideModel(strategy: Strategy, setting: ModelSetting): InModel {
  return {
    strategy,
    setting,
    undebugged: (module, tool) => runTools(module, { ...setting, tools: [tool] }),
  };
}

/** A session with everything that laws ask for. */
export function judgedSession(run: Recording, spec: SessionSpec, runner: Runner, inModel?: InModel): JudgedSession {
  return {
    run,
    spec,
    ...(inModel === undefined ? {} : { inModel }),
    done: runner(run, spec, true),
    rerun: (script) => runner(run, { ...spec, script }, false).transcript,
    elsewhere: (other, text) => {
      const parsed = parseScript(text);
      return runner(other, { ...spec, script: parsed.ok ? parsed.script : [] }, false).transcript;
    },
    attached: (attach) => judgedSession(run, { ...spec, attach }, runner),
  };
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
