import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SortProfile, timsort } from '../../../../model/vm/builtins/timsort.ts';

const PROFILES: readonly (readonly [string, SortProfile])[] = [
  ['3.12', { longRuns: false, varyingMinrun: false }],
  ['3.13 and 3.14', { longRuns: true, varyingMinrun: false }],
  ['3.15', { longRuns: true, varyingMinrun: true }],
];

/** Few distinct keys, long ascending and descending stretches: what exercises runs and galloping. */
const keys = fc
  .array(
    fc.oneof(
      fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }),
      fc
        .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 90 }))
        .map(([from, n]) => Array.from({ length: n }, (_, i) => from + i)),
      fc
        .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 90 }))
        .map(([from, n]) => Array.from({ length: n }, (_, i) => from - i)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.flat());

describe.each(PROFILES)('list sort of %s', (_version, profile) => {
  it('sorts stably', () => {
    fc.assert(
      fc.property(keys, (list) => {
        const items = list.map((key, at) => ({ key, at }));
        const sorted = [...items].sort((x, y) => x.key - y.key || x.at - y.at);
        timsort(items, (x, y) => x.key < y.key, profile);
        expect(items).toEqual(sorted);
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('compares a sorted list once per neighbour', () => {
    let compared = 0;
    const list = Array.from({ length: 200 }, (_, i) => i);
    timsort(
      list,
      (x, y) => {
        compared++;
        return x < y;
      },
      profile,
    );
    expect(compared).toBe(199);
  });
});

/** The lists whose comparisons were counted with a Python `__lt__` on CPython 3.12.7, 3.13.18, 3.14.10 and 3.15.2. */
function countedLists(): number[][] {
  let x = 12345n;
  const next = (n: number): number => {
    x = (x * 1103515245n + 12345n) % 2147483648n;
    return Number(x % BigInt(n));
  };
  const random = (count: number, below: number): number[] => Array.from({ length: count }, () => next(below));
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  return [
    [3, 3, 2, 2, 1, 1],
    ...[10, 63, 64, 65, 100, 500, 1000, 3000].map((n) => random(n, n)),
    ...[100, 300].map((n) => [...range(0, n), ...range(1, n + 1).reverse(), ...random(n, 20), ...range(50, 50 + n)]),
  ];
}

it.each([
  ['3.12', [12, 21, 295, 298, 307, 533, 3813, 8623, 30724, 1360, 4579]],
  ['3.13 and 3.14', [8, 21, 297, 302, 311, 536, 3822, 8642, 30819, 1366, 4592]],
  ['3.15', [8, 21, 297, 302, 313, 536, 3823, 8633, 30795, 1366, 4545]],
] as const)('%s compares as often as CPython does', (version, expected) => {
  const profile = new Map(PROFILES).get(version) as SortProfile;
  const counts = countedLists().map((list) => {
    let compared = 0;
    timsort(
      list,
      (a, b) => {
        compared++;
        return a < b;
      },
      profile,
    );
    return compared;
  });
  expect(counts).toEqual(expected);
});
