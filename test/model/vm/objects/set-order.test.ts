import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lift } from '../../../../model/lift/lift.ts';
import { run } from '../../../../model/run.ts';
import type { PyodideLane } from '../../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../../lanes.ts';

const SEED = 20261124;
const PROGRAMS = 40;
const STEPS = 25;
const BUILD = { bits: 32, hashModulus: 2n ** 31n - 1n, stringHash: 'fnv', maxsize: 2 ** 31 - 1 } as const;

const item = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -5, max: 40 }).map(String) },
  { weight: 2, arbitrary: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map(String) },
  { weight: 3, arbitrary: fc.string({ maxLength: 6 }).map((s) => JSON.stringify(s).replace(/\\u2028|\\u2029/g, '')) },
  { weight: 1, arbitrary: fc.constantFrom('None', 'True', '2.5', '-0.0', '1e300', "b'ab'", '()') },
  { weight: 1, arbitrary: fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => `(${a}, ${b})`) },
  { weight: 1, arbitrary: fc.constantFrom("'é'", "'€'", "'\\U0001F600'") },
);
const items = fc.array(item, { maxLength: 40, size: 'max' });
const list = items.map((all) => `[${all.join(', ')}]`);
const name = fc.constantFrom('a', 'b');
/** An iterable of each kind that set methods treat apart. */
const other = fc.oneof(
  name,
  list,
  list.map((l) => `set(${l})`),
  list.map((l) => `frozenset(${l})`),
  list.map((l) => `dict.fromkeys(${l})`),
  list.map((l) => `iter(${l})`),
  fc.nat(60).map((n) => `range(${n})`),
);
const operator = fc.constantFrom('|', '&', '-', '^');
const method = fc.constantFrom('union', 'intersection', 'difference', 'symmetric_difference');
const update = fc.constantFrom('update', 'intersection_update', 'difference_update', 'symmetric_difference_update');
const step = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(name, list).map(([s, l]) => `${s}.update(${l})`) },
  fc.tuple(name, item).map(([s, i]) => `${s}.add(${i})`),
  fc.tuple(name, item).map(([s, i]) => `${s}.discard(${i})`),
  fc.tuple(name, other).map(([s, o]) => `${s} = set(${o})`),
  fc.tuple(name, name, operator, name).map(([s, x, op, y]) => `${s} = ${x} ${op} ${y}`),
  fc.tuple(name, operator, name).map(([s, op, y]) => `${s} ${op}= ${y}`),
  fc.tuple(name, name, method, other).map(([s, x, m, o]) => `${s} = ${x}.${m}(${o})`),
  fc.tuple(name, update, other).map(([s, m, o]) => `${s}.${m}(${o})`),
  fc.tuple(name, name).map(([s, x]) => `${s} = ${x}.copy()`),
  fc.tuple(name, fc.nat(6)).map(([s, n]) => `[print(${s}.pop()) for _ in range(min(${n}, len(${s})))]`),
);
const program = fc
  .tuple(list, list, fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }))
  .map(([a, b, steps]) => [`a = set(${a})`, `b = set(${b})`, ...steps.flatMap((s) => [s, 'print(a, b)'])].join('\n'));

describe.each(['3.12', '3.14'])('sets of %s', (python) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(python);
  });

  it(`built and changed at random, print in CPython's order (seed ${SEED})`, () => {
    fc.assert(
      fc.property(program, (source) => {
        const compiled = lane.compile(source);
        if (compiled.error !== undefined) throw new Error(compiled.error.message);
        const [expected] = lane.record([{ source }], { level: 'semantic', fuel: 100_000 });
        const build = { name: lane.build, ...BUILD };
        const actual = run(lift(compiled.code, lane.version), { build, level: 'semantic', fuel: 100_000 });
        expect(actual.stdout.split('\n')).toEqual(expected?.stdout.split('\n'));
        expect(actual.exception).toEqual(expected?.exception);
      }),
      { seed: SEED, numRuns: PROGRAMS },
    );
  });
});
