import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printScript, STRATEGIES, type Strategy, stopRecords } from '../../machines/index.ts';
import { type CodeObject, compile, type Module, print, type Version } from '../../model/index.ts';
import {
  arbitraryScript,
  POLICIES,
  programArbitrary,
  type Recording,
  recordInModel,
  runStrategy,
  sessionInModel,
  steppingProgramArbitrary,
  subjectsOf,
} from '../../properties/index.ts';
import { buildFacts } from '../../src/differential/model-engine.ts';
import { programSeed } from '../../src/program-seed.ts';

const SEED = 1;
const PROGRAMS = 24;

function programAt(place: number): Module {
  const programs = place % 2 === 0 ? steppingProgramArbitrary() : programArbitrary({ size: 0.2 }).map((p) => p.module);
  return fc.sample(programs, { seed: programSeed(SEED, place), numRuns: 1 })[0]!;
}

function allowed(strategy: Strategy, version: Version): boolean {
  return strategy.profile !== '3.15' || version === '3.15';
}

describe.each<[release: string, version: Version]>([
  ['3.12.1', '3.12'],
  ['3.13.2', '3.13'],
  ['3.14.2', '3.14'],
  ['3.15.0rc1', '3.15'],
])(`a strategy inside the model of %s, ${PROGRAMS} programs, seed ${SEED}`, (release, version) => {
  const setting = { build: buildFacts(`${release} pyodide`), fuel: 2000 };
  const cases: { place: number; code: CodeObject; run: Recording }[] = [];
  for (let place = 0; place < PROGRAMS; place++) {
    const code = compile(print(programAt(place)).module, { filename: 'program.py', python: version, release });
    const run = recordInModel(code, setting);
    if (run !== null) cases.push({ place, code, run });
  }

  it.each(STRATEGIES.filter((s) => allowed(s, version)).map((s) => [s.id, s] as const))(
    '%s stops where it stops on the recording',
    (_id, strategy) => {
      for (const { place, code, run } of cases) {
        const subjects = subjectsOf(code, []);
        for (const script of fc.sample(arbitraryScript(subjects), {
          seed: programSeed(SEED ^ 0x5c21, place),
          numRuns: 2,
        })) {
          const spec = { script, policy: POLICIES.strict };
          const about = () => `${print(programAt(place)).source}${printScript(script)}`;
          const inside = stopRecords(sessionInModel(code, spec, strategy, setting).session);
          const { transcript } = runStrategy(run, spec, strategy);
          const shown = inside.map((s) => [s.reasons, s.code.qualname, s.line, s.frame, s.offset, s.value, s.command]);
          const expected = transcript.stops.map((s) => [
            s.reasons,
            s.code,
            s.line,
            s.frame,
            s.offset,
            s.value,
            s.command,
          ]);
          expect(shown, about()).toEqual(expected);
        }
      }
    },
  );
});
