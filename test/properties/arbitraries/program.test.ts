import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Module, print } from '../../../model/index.ts';
import { sizeOf } from '../../../properties/arbitraries/shrink/size.ts';
import { walk } from '../../../properties/arbitraries/shrink/tree.ts';
import {
  CORE_CONSTRUCTS,
  CORE_FEATURES,
  EVENT_BUDGET,
  FEATURES,
  FURTHER_CONSTRUCTS,
  type Program,
  programArbitrary,
  programFigures,
  START_FEATURES,
} from '../../../properties/index.ts';
import { LENGTH } from '../../../src/differential/chunk-judge.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';

const SEED = 20;
const everything = programArbitrary({ features: FEATURES });

function drawn(arbitrary: fc.Arbitrary<Program>, numRuns: number, seed = SEED): Program[] {
  const programs: Program[] = [];
  fc.assert(
    fc.property(arbitrary, (program) => {
      programs.push(program);
    }),
    { seed, numRuns },
  );
  return programs;
}

const source = ({ module }: Program): string => print(module).source;

/** Some of the programs that shrinking offers, from the first on. */
function smaller(program: Program, most: number): Program[] {
  const found: Program[] = [];
  let place = 0;
  for (const { value } of everything.shrink(program, undefined)) {
    if (place++ % 11 === 0) found.push(value);
    if (found.length === most) break;
  }
  return found;
}

describe(`programArbitrary (seed ${SEED})`, () => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded('3.14.2');
  });

  it('prints what CPython compiles, whatever its features are', () => {
    for (const features of [START_FEATURES, CORE_FEATURES, FEATURES]) {
      for (const program of drawn(programArbitrary({ features }), 200)) {
        expect(lane.compile(source(program)).error, source(program)).toBeUndefined();
      }
    }
    for (const feature of FEATURES) {
      for (const program of drawn(programArbitrary({ features: [...START_FEATURES, feature] }), 10)) {
        expect(lane.compile(source(program)).error, `${feature}\n${source(program)}`).toBeUndefined();
      }
    }
  });

  it('gives the same program for the same seed, and others for others', () => {
    const once = drawn(everything, 200).map(source);
    expect(drawn(everything, 200).map(source)).toEqual(once);
    expect(new Set(once).size).toBeGreaterThan(195);
    expect(drawn(everything, 200, SEED + 1).map(source)).not.toEqual(once);
  });

  it('shrinks to strictly smaller programs, which CPython compiles', () => {
    let judged = 0;
    for (const program of drawn(everything, 25)) {
      const size = sizeOf(program.module);
      for (const candidate of smaller(program, 20)) {
        judged += 1;
        const less = sizeOf(candidate.module);
        expect(less.nodes < size.nodes || (less.nodes === size.nodes && less.weight < size.weight)).toBe(true);
        expect(lane.compile(source(candidate)).error, source(candidate)).toBeUndefined();
      }
    }
    expect(judged).toBeGreaterThan(250);
  });

  it('never exceeds its budget of events, shrunk or not', () => {
    const programs = drawn(everything, 300);
    const shrunk = programs.slice(0, 30).flatMap((program) => smaller(program, 10));
    const all = [...programs, ...shrunk].map((program) => ({ source: source(program) }));
    for (const [i, { end, events }] of lane.record(all, { level: 'semantic', fuel: EVENT_BUDGET }).entries()) {
      expect({ end, over: events.length > EVENT_BUDGET }, all[i]!.source).toEqual({ end: undefined, over: false });
    }
  });

  it('writes only what its features name', () => {
    const kinds = new Set<unknown>();
    for (const { module } of drawn(programArbitrary({ features: START_FEATURES }), 300)) {
      for (const [node] of walk(module.body)) if (node['kind'] !== undefined) kinds.add(node['kind']);
    }
    expect([...kinds].sort()).toEqual(
      [
        'Assign',
        'BinOp',
        'Call',
        'Compare',
        'Constant',
        'Expr',
        'For',
        'FunctionDef',
        'If',
        'Name',
        'Pass',
        'Return',
        'UnaryOp',
        'While',
      ].sort(),
    );
  });

  it('is as long and as varied as an honest run asks for', () => {
    const printed = drawn(programArbitrary({ features: FEATURES, ...LENGTH }), 1200).map(({ module }) => print(module));
    const traces = lane.record(printed, { level: 'semantic', fuel: EVENT_BUDGET });
    const lengths = traces.map(({ events }) => events.length).sort((a, b) => a - b);
    const share = (count: number): number => count / printed.length;
    expect(lengths[lengths.length >> 1]).toBeGreaterThanOrEqual(60);
    expect(share(lengths.filter((length) => length > 400).length)).toBeGreaterThanOrEqual(0.1);
    const unwound = traces.filter(({ events }) =>
      events.some(({ event, depth }) => event === 'PY_UNWIND' && depth > 1),
    );
    expect(share(unwound.length)).toBeGreaterThanOrEqual(0.2);
    const functions = printed.filter(({ source: text }) => (text.match(/\bdef |\blambda/g) ?? []).length >= 3);
    expect(share(functions.length)).toBeGreaterThanOrEqual(0.2);
    const executed = new Set<string>();
    for (const [i, { module }] of printed.entries()) {
      const lines = new Set(traces[i]!.events.map(({ line }) => line));
      for (const construct of programFigures(module, lines).executed) executed.add(construct);
    }
    expect(CORE_CONSTRUCTS.filter((construct) => !executed.has(construct))).toEqual([]);
  });

  it('executes every construct beyond the core, the library among them', () => {
    const printed = drawn(everything, 800).map(({ module }) => print(module));
    const executed = new Set<string>();
    for (const [i, { events }] of lane.record(printed, { level: 'semantic', fuel: EVENT_BUDGET }).entries()) {
      const lines = new Set(events.map(({ line }) => line));
      for (const construct of programFigures(printed[i]!.module, lines).executed) executed.add(construct);
    }
    expect(FURTHER_CONSTRUCTS.filter((construct) => !executed.has(construct))).toEqual([]);
  });

  it('shrinks far: what holds of one statement is shown by a few lines', () => {
    const has = (module: Module, kind: string): boolean =>
      [...walk(module.body)].some(([node]) => node['kind'] === kind);
    for (const [kind, lines] of [
      ['YieldFrom', 2],
      ['With', 2],
      ['GeneratorExp', 1],
      ['Nonlocal', 5],
    ] as const) {
      const { counterexample } = fc.check(
        fc.property(programArbitrary(), ({ module }) => !has(module, kind)),
        { seed: SEED, numRuns: 3000 },
      );
      const [least] = counterexample!;
      expect(source(least).trimEnd().split('\n').length, source(least)).toBeLessThanOrEqual(lines);
    }
  });
});
