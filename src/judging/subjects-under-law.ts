/**
 * Who is judged by the laws: strategies, each with how it runs, and known-wrong steppers.
 * @module
 */
import {
  bdbTool,
  FORWARD_POINTER,
  LOCAL_PER_CODE,
  type PerCodeOptions,
  perCodeTool,
  STRATEGIES,
  type Strategy,
} from '../../machines/index.ts';
import {
  type LawGroup,
  MUTANTS,
  REPLAY_PROFILES,
  type Runner,
  referenceRunner,
  runDebugger,
  strategyRunner,
} from '../../properties/index.ts';
import type { SettingId } from './settings.ts';

/** A stepper that laws are asked about. */
export interface Judged {
  readonly id: string;
  readonly title: string;
  /** The interface of CPython that it needs: `any`, `3.15`, or a proposed one. */
  readonly profile: string;
  /** A law that it breaks is a finding; the others are known to break some. */
  readonly sound: boolean;
  readonly runner: Runner;
  /** What runs inside the model's VM too. */
  readonly strategy?: Strategy;
  /** Where it can be judged: only who knows frames can skip functions, only the oracle knows every policy. */
  readonly settings: readonly SettingId[];
  /** It has no event sets of its own. */
  readonly onlyStops: boolean;
}

/** A known-wrong stepper with how it runs. */
export interface JudgedMutant {
  readonly id: string;
  readonly groups: readonly LawGroup[];
  readonly setting: SettingId;
  readonly runner: Runner;
  /** The sound one that it is made of. */
  readonly base: Runner;
}

/** Strategies that ought to keep every law; the others are here to show what goes wrong. */
const SOUND: ReadonlySet<string> = new Set(['C', 'D', 'E', 'F']);

function perCodeRunner(options: PerCodeOptions): Runner {
  return (run, spec, keep) =>
    runDebugger(
      run,
      spec,
      {
        tool: perCodeTool(options, { module: run.module, script: spec.script, policy: spec.policy }),
        session: (state) => state.session,
        profile: REPLAY_PROFILES.any,
      },
      keep,
    );
}

/** What CPython ships. Frames keep its flags past their exits, so that it needs no table. */
const bdbRunner: Runner = (run, spec, keep) =>
  runDebugger(
    run,
    spec,
    {
      tool: bdbTool({ module: run.module, script: spec.script, policy: spec.policy }),
      session: (state) => state.session,
      profile: REPLAY_PROFILES.any,
    },
    keep,
  );

/** Every strategy, in the order of their letters. */
export const JUDGED: readonly Judged[] = [
  ...STRATEGIES.map(
    (s): Judged => ({
      id: s.id,
      title: s.title,
      profile: s.profile,
      sound: SOUND.has(s.id),
      runner: strategyRunner(s),
      strategy: s,
      settings: ['strict', 'turned', 'filtered'],
      onlyStops: false,
    }),
  ),
  ...[LOCAL_PER_CODE, FORWARD_POINTER].map(
    (o): Judged => ({
      id: o.id,
      title: o.title,
      profile: 'any',
      sound: false,
      runner: perCodeRunner(o),
      settings: ['strict'],
      onlyStops: false,
    }),
  ),
  {
    id: 'bdb-monitoring',
    title: 'bdb with sys.monitoring, as CPython ships it',
    profile: 'any',
    sound: false,
    runner: bdbRunner,
    settings: ['strict', 'exceptions'],
    onlyStops: false,
  } as const,
  {
    id: 'oracle',
    title: 'the reference stepper, which sees every event',
    profile: 'full trace',
    sound: true,
    runner: referenceRunner(),
    settings: ['strict', 'turned', 'filtered', 'exceptions'],
    onlyStops: true,
  } as const,
].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Those of them that are tools: the oracle is none. */
export const STEPPERS: readonly Judged[] = JUDGED.filter((j) => !j.onlyStops);

/** Strategies that known-wrong steppers are made of. */
export const BASES: readonly string[] = ['A', 'C', 'E', 'F', 'oracle'];

/** Known-wrong steppers: each must be killed by a law of its groups. */
export const JUDGED_MUTANTS: readonly JudgedMutant[] = MUTANTS.map((m) => ({
  id: m.id,
  groups: m.groups,
  setting: m.setting ?? 'strict',
  runner: 'table' in m ? referenceRunner(m.table) : strategyRunner(m.strategy),
  base: 'table' in m ? referenceRunner() : strategyRunner(m.base),
}));
