import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CodeObject,
  compile,
  compiledUnwind,
  isCode,
  print,
  run,
  type Trace,
  type Version,
} from '../../../model/index.ts';
import { steppingProgramArbitrary } from '../../../properties/index.ts';
import { buildFacts } from '../../../src/differential/model-engine.ts';
import { programSeed } from '../../../src/program-seed.ts';

const SEED = 1;
const PROGRAMS = 60;

function codesOf(code: CodeObject): CodeObject[] {
  return [code, ...code.consts.filter(isCode).flatMap(codesOf)];
}

const endOf = (code: CodeObject): number => {
  const last = code.instructions.at(-1)!;
  return last.offset + last.size;
};

/** What a tool sees apart from the unwind points: their instructions' events are left out, and where PY_UNWIND says that it is. */
function projected(trace: Trace, ends: ReadonlyMap<string, number>): unknown {
  const { events, stdout, globals, exception } = trace;
  return {
    stdout,
    globals,
    exception,
    events: events
      .filter((e) => e.event === 'PY_UNWIND' || (e.offset ?? 0) < (ends.get(e.code) ?? Number.POSITIVE_INFINITY))
      .map((e) => (e.event === 'PY_UNWIND' ? { ...e, offset: null } : e)),
  };
}

describe.each<[Version, string]>([
  ['3.12', '3.12.1'],
  ['3.14', '3.14.2'],
])(`compiled unwind points on %s, ${PROGRAMS} programs, seed ${SEED}`, (python, release) => {
  it('change nothing but what they tell themselves: an exception that leaves a function passes a handler and RERAISE on a line', () => {
    let passes = 0;
    for (let place = 0; place < PROGRAMS; place++) {
      const module = fc.sample(steppingProgramArbitrary(), { seed: programSeed(SEED, place), numRuns: 1 })[0]!;
      const printed = print(module);
      const code = compile(printed.module, { filename: 'program.py', python, release });
      const codes = codesOf(code);
      const ends = new Map(codes.map((c) => [c.qualname, endOf(c)]));
      if (ends.size < codes.length) continue;
      const options = { level: 'exact', fuel: 4000, build: buildFacts(`${release} pyodide`) } as const;
      const plain = run(code, options);
      const unwound = run(compiledUnwind(code), options);
      if (plain.end !== undefined || unwound.end !== undefined) continue;
      expect(projected(unwound, ends), printed.source).toEqual(projected(plain, new Map()));
      const exits = plain.events.filter((e) => e.event === 'PY_UNWIND' && e.code !== '<module>').length;
      const told = unwound.events.filter(
        (e) => e.event === 'LINE' && (e.offset ?? 0) >= (ends.get(e.code) ?? 0),
      ).length;
      // A frame that was never started (a throw into a new generator) has no body to leave.
      expect(told).toBeLessThanOrEqual(exits);
      passes += told;
    }
    expect(passes).toBeGreaterThan(20);
  });

  it('make code longer by two instructions a function, and its tables by one entry a gap', () => {
    const module = print(fc.sample(steppingProgramArbitrary(), { seed: programSeed(SEED, 0), numRuns: 1 })[0]!).module;
    const code = compile(module, { filename: 'program.py', python, release });
    const plain = codesOf(code);
    const unwound = codesOf(compiledUnwind(code));
    const grown = unwound.map((c, i) => c.instructions.length - plain[i]!.instructions.length);
    expect(new Set(grown)).toEqual(new Set([0, 2]));
    expect(grown[0]).toBe(0);
  });
});
