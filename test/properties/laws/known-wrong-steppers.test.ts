import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, print } from '../../../model/index.ts';
import {
  judgedSession,
  judgeSession,
  LAWS,
  newTallies,
  type Recording,
  RefusedCallError,
  recordInModel,
  SHAPE_NAMES,
  type ShapeName,
  SharedFindings,
  steppingShapesArbitrary,
  UNJUDGED_LAWS,
} from '../../../properties/index.ts';
import { buildFacts } from '../../../src/differential/model-engine.ts';
import { habitatsOfGroups } from '../../../src/judging/places.ts';
import { type Asked, SETTINGS, sessionsOf } from '../../../src/judging/settings.ts';
import { JUDGED, JUDGED_MUTANTS, type JudgedMutant } from '../../../src/judging/subjects-under-law.ts';
import { programSeed } from '../../../src/program-seed.ts';

const SEED = 1;
/** Programs of each shape. */
const OF_EACH = 8;
const PROGRAMS = OF_EACH * SHAPE_NAMES.length;
const SCRIPTS = 4;
const RELEASE = '3.14.2';

interface Case {
  readonly shape: ShapeName;
  readonly source: string;
  readonly run: Recording;
  readonly sessions: readonly Asked[];
}

function cases(): Case[] {
  const setting = { build: buildFacts(`${RELEASE} pyodide`), fuel: 1500 };
  const modules = SHAPE_NAMES.flatMap((shape, n) =>
    fc
      .sample(steppingShapesArbitrary([shape]), { seed: programSeed(SEED, n), numRuns: OF_EACH })
      .map((module) => ({ module, shape })),
  );
  return modules.flatMap(({ module, shape }, place): Case[] => {
    const printed = print(module);
    const code = compile(printed.module, { filename: 'program.py', python: '3.14', release: RELEASE });
    const run = recordInModel(code, setting);
    if (run === null) return [];
    return [{ shape, source: printed.source, run, sessions: sessionsOf(code, [], programSeed(SEED, place), SCRIPTS) }];
  });
}

const findings = new WeakMap<Asked, SharedFindings>();

function sharedBy(session: Asked): SharedFindings {
  const shared = findings.get(session) ?? new SharedFindings();
  findings.set(session, shared);
  return shared;
}

/** Laws of its groups that a known-wrong stepper breaks in the first session that shows it. */
function noticed(mutant: JudgedMutant, all: readonly Case[]): readonly string[] {
  const laws = SETTINGS[mutant.setting].laws.filter((law) => mutant.groups.includes(law.group));
  const homes = habitatsOfGroups(mutant.groups);
  for (const { shape, run, sessions } of all) {
    if (!homes.includes(shape)) continue;
    for (const session of sessions) {
      const { setting, spec } = session;
      if (setting.id !== mutant.setting) continue;
      try {
        const broken = judgeSession(judgedSession(run, spec, mutant.runner), laws, { shared: sharedBy(session) });
        if (broken.length > 0) return broken.map(({ law }) => law.id);
      } catch (error) {
        if (!(error instanceof RefusedCallError)) throw error;
      }
    }
  }
  return [];
}

describe('the register of laws', () => {
  it('names each law once, by a slug', () => {
    const ids = [...LAWS, ...UNJUDGED_LAWS].map((law) => law.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-zA-Z0-9]+)*$/);
  });
});

describe(`${PROGRAMS} programs of the shapes that laws speak of, recorded in the model, seed ${SEED}`, () => {
  let all: Case[] = [];
  beforeAll(() => {
    all = cases();
  });

  it.each(JUDGED.filter((j) => j.sound).map((j) => [j.id, j] as const))('%s breaks no law', (_id, judged) => {
    for (const { source, run, sessions } of all.filter((_case, n) => n % 3 === 0)) {
      for (const session of sessions) {
        const { setting, spec } = session;
        if (!judged.settings.includes(setting.id)) continue;
        const laws = judged.onlyStops ? setting.laws.filter((law) => law.stopLaw) : setting.laws;
        const broken = judgeSession(judgedSession(run, spec, judged.runner), laws, { shared: sharedBy(session) });
        expect(
          broken.map(({ law, message }) => `${law.id}: ${message}`),
          source,
        ).toEqual([]);
      }
    }
  });

  it('a finding that is shared is what the law says when it is asked anew, of sound steppers and of wrong ones', () => {
    const runners = [...JUDGED, ...JUDGED_MUTANTS.filter((_m, n) => n % 7 === 0)].map((j) => j.runner);
    for (const { run, sessions } of all.filter((_case, n) => n % 16 === 0)) {
      for (const { setting, spec } of sessions) {
        const shared = new SharedFindings();
        for (const runner of runners) {
          const [anew, told] = [{}, { shared }].map((options) => {
            const tallies = newTallies(setting.laws);
            try {
              judgeSession(judgedSession(run, spec, runner), setting.laws, { ...options, tallies });
            } catch (error) {
              if (!(error instanceof RefusedCallError)) throw error;
            }
            return [...tallies.values()];
          });
          expect(told).toEqual(anew);
        }
      }
    }
  });

  // Conditions, threads and ignore counts need sessions of their own.
  const apart = /condition|ignore|thread|thr-/;
  const mutants = JUDGED_MUTANTS.filter(
    (m) => !apart.test(m.id) && !m.groups.includes('threads') && m.setting !== 'turned',
  );
  it.each(mutants.map((m) => [m.id, m] as const))('%s is noticed by a law of its groups', (_id, mutant) => {
    expect(noticed(mutant, all)).not.toEqual([]);
  });
});
