import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileTable,
  type Script,
  STEPPING_GUARDS,
  STEPPING_UPDATES,
  type SteppingContext,
  type SteppingEvent,
  type SteppingGuard,
  type SteppingUpdate,
  steppingMachine,
} from '../../../machines/index.ts';
import { compile, print } from '../../../model/index.ts';
import {
  arbitraryScript,
  coverage,
  type OracleParts,
  POLICIES,
  programArbitrary,
  type Recording,
  recordInModel,
  type SteppingTable,
  stepFate,
  steppingProgramArbitrary,
  stopsByMachine,
  stopsByTrace,
  subjectsOf,
} from '../../../properties/index.ts';
import { buildFacts } from '../../../src/differential/model-engine.ts';
import { programSeed } from '../../../src/program-seed.ts';

const SEED = 1;
const PROGRAMS = 160;
const SCRIPTS = 6;

type Guard = (context: SteppingContext, event: SteppingEvent) => boolean;
type Update = (context: SteppingContext, event: SteppingEvent) => SteppingContext;

function machineWith(
  guards: Partial<Record<SteppingGuard, Guard>>,
  updates: Partial<Record<SteppingUpdate, Update>> = {},
): SteppingTable {
  return compileTable(
    steppingMachine,
    { ...STEPPING_GUARDS, ...guards } as Record<SteppingGuard, Guard>,
    { ...STEPPING_UPDATES, ...updates } as Record<SteppingUpdate, Update>,
  );
}

const G: Readonly<Record<SteppingGuard, Guard>> = STEPPING_GUARDS;

/** Faults in the machine. */
const IN_THE_MACHINE: Readonly<Record<string, SteppingTable>> = {
  'into runs on at the lines of its own frame': machineWith({ 'into reached': () => false }),
  'over stops at a line of any frame': machineWith({ 'over reached': (_c, e) => e.type === 'PLACE' && e.fires }),
  'over stops at each instruction': machineWith({
    'over reached': (c, e) => e.type === 'PLACE' && e.frame === c.owner,
  }),
  'into does not see lines of entered frames': machineWith({ 'line of an entered frame': () => false }),
  'a frame that is started does not count as entered': machineWith({
    'counts as entered': (_c, e) => e.type === 'ENTER' && e.how === 'throw',
  }),
  'into does not stop where a frame is resumed': machineWith({ 'another frame resumes': () => false }),
  'a throw stops into': machineWith({
    'another frame resumes': (c, e) => G['another frame resumes'](c, e) || (e.type === 'ENTER' && e.how === 'throw'),
  }),
  'over lands at lines only': machineWith({
    'over lands': (c, e) => e.type === 'PLACE' && e.fires && c.older.includes(e.frame),
  }),
  'out lands at lines only': machineWith({
    'out lands': (c, e) => e.type === 'PLACE' && e.fires && c.older.includes(e.frame),
  }),
  'out stops at the lines of its own frame': machineWith({ 'out reached': G['over reached'] }),
  'into lands nowhere': machineWith({ 'into lands': () => false }),
  'an exception ends the step': machineWith({
    'unwinds to nobody': (_c, e) => e.type === 'LEAVE' && e.how === 'unwind',
  }),
  'an exception lands as a return does': machineWith({ unwinds: () => false }),
  'an await is taken for a yield': machineWith({ 'stays at await': () => false }),
  'a yield is taken for an await': machineWith({
    'stays at await': (_c, e) => e.type === 'LEAVE' && (e.how === 'await' || e.how === 'yield'),
  }),
  'the step ends with the first frame that leaves': machineWith({ 'another frame leaves': () => false }),
  'until stops one line early': machineWith({
    'until reached': (c, e) =>
      e.type === 'PLACE' &&
      e.fires &&
      e.frame === c.owner &&
      c.until !== null &&
      'line' in c.until &&
      e.line >= c.until.line - 1,
  }),
  'until @ counts offsets from behind': machineWith({
    'until reached': (c, e) =>
      G['until reached'](c, e) &&
      !(e.type === 'PLACE' && c.until !== null && 'offset' in c.until && e.offset === c.until.offset),
  }),
  'the value that left is forgotten': machineWith(
    {},
    { 'take older frames': (c, e) => (e.type === 'LEAVE' ? { ...c, older: e.older } : c) },
  ),
  'the wrong caller owns the step': machineWith(
    {},
    { 'own the caller': (c, e) => ({ ...c, owner: e.type === 'LEAVE' ? (e.older.at(-1) ?? null) : c.owner }) },
  ),
  'a return is not noticed': machineWith({
    'another frame leaves': (c, e) => G['another frame leaves'](c, e) || (e.type === 'LEAVE' && e.how === 'return'),
  }),
  'stepi stops at lines only': machineWith({ 'visible place': (_c, e) => e.type === 'PLACE' && e.fires }),
};

const parts = (changed: Partial<OracleParts>): OracleParts => ({ fate: stepFate, coverage, ...changed });

/** Faults in the function. */
const IN_THE_FUNCTION: Readonly<Record<string, OracleParts>> = {
  'over is into': parts({ fate: (t, p, h, c, at) => stepFate(t, p, h, c.kind === 'over' ? { kind: 'into' } : c, at) }),
  'out is over': parts({ fate: (t, p, h, c, at) => stepFate(t, p, h, c.kind === 'out' ? { kind: 'over' } : c, at) }),
  'the search begins one item late': parts({
    fate: (t, p, h, c, at) => stepFate(t, p, h, c, Math.min(at + 1, t.items.length - 1)),
  }),
  'stepi is into': parts({
    fate: (t, p, h, c, at) => stepFate(t, p, h, c.kind === 'stepi' ? { kind: 'into' } : c, at),
  }),
  'until goes one line further': parts({
    fate: (t, p, h, c, at) =>
      stepFate(t, p, h, c.kind === 'until' && c.line !== undefined ? { ...c, line: c.line + 1 } : c, at),
  }),
  'a landing shows no value': parts({ fate: (t, p, h, c, at) => ({ ...stepFate(t, p, h, c, at), value: 'lost' }) }),
  'a step that finds nothing stops at the end': parts({
    fate: (t, p, h, c, at) => {
      const fate = stepFate(t, p, h, c, at);
      return fate.stop === null ? { ...fate, stop: t.items.length - 1 } : fate;
    },
  }),
  'awaits are yields': parts({ fate: (t, p, h, c, at) => stepFate(t, { ...p, OVER_AT_AWAIT: 'consumer' }, h, c, at) }),
  'a line’s breakpoint is at each of its instructions': parts({
    coverage: (p, t, c, m) => {
      const covers = coverage(p, t, c, m);
      return typeof covers !== 'function' ? covers : (place) => covers({ ...place, fires: true });
    },
  }),
  'a breakpoint covers one code object': parts({
    coverage: (p, t, c, m) => {
      const covers = coverage(p, t, c, m);
      return typeof covers !== 'function' ? covers : (place) => covers(place) && place.code === c;
    },
  }),
};

interface Case {
  readonly run: Recording;
  readonly scripts: readonly Script[];
}

const cases: readonly Case[] = Array.from({ length: PROGRAMS }, (_, place) => place).flatMap((place): Case[] => {
  const programs = place % 2 === 0 ? steppingProgramArbitrary() : programArbitrary({ size: 0.15 }).map((p) => p.module);
  const module = fc.sample(programs, { seed: programSeed(SEED, place), numRuns: 1 })[0]!;
  const code = compile(print(module).module, { filename: 'program.py', python: '3.14', release: '3.14.2' });
  const run = recordInModel(code, { build: buildFacts('3.14.2 pyodide'), fuel: 1200 });
  if (run === null) return [];
  return [
    {
      run,
      scripts: fc.sample(arbitraryScript(subjectsOf(code, [])), {
        seed: programSeed(SEED ^ 0x5c21, place),
        numRuns: SCRIPTS,
      }),
    },
  ];
});

/** Whether some session tells the two apart. */
function found(table: SteppingTable | undefined, faulty: OracleParts | undefined): boolean {
  return cases.some(({ run, scripts }) =>
    scripts.some((script) => {
      const spec = { script, policy: POLICIES.strict };
      return (
        JSON.stringify(stopsByTrace(run.trace, spec, faulty)) !== JSON.stringify(stopsByMachine(run.trace, spec, table))
      );
    }),
  );
}

describe(`the oracle’s two writings, seed ${SEED}`, () => {
  it(`say the same of ${PROGRAMS} programs with ${SCRIPTS} sessions each`, () => {
    expect(found(undefined, undefined)).toBe(false);
  });

  it.each(Object.entries(IN_THE_MACHINE))('find a fault in the machine: %s', (_name, table) => {
    expect(found(table, undefined)).toBe(true);
  });

  it.each(Object.entries(IN_THE_FUNCTION))('find a fault in the function: %s', (_name, faulty) => {
    expect(found(undefined, faulty)).toBe(true);
  });
});
