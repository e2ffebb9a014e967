/**
 * Mistakes about breakpoints.
 * @module
 */
import {
  type Arrival,
  arrive,
  type Breakpoint,
  type BreakpointSet,
  globalEvents,
  type Hits,
  instructionAt,
  isSuspendable,
} from '../../machines/index.ts';
import { type Mutant, thinksWrong } from './mutant.ts';

/** Arrives with each breakpoint changed first; the set that remains keeps the change out where it can. */
function changed(change: (b: Breakpoint, arrival: Arrival) => Breakpoint) {
  return (set: BreakpointSet, arrival: Arrival, errorsStop: boolean): Hits => {
    const hits = arrive({ ...set, breakpoints: set.breakpoints.map((b) => change(b, arrival)) }, arrival, errorsStop);
    const kept = new Map(hits.set.breakpoints.map((b) => [b.id, b]));
    const breakpoints = set.breakpoints.flatMap((b) => {
      const after = kept.get(b.id);
      return after === undefined ? [] : [{ ...b, ignore: after.ignore }];
    });
    return { ...hits, set: { ...set, breakpoints } };
  };
}

const reaches = (b: Breakpoint, { code, offset, fires }: Arrival): boolean =>
  b.sites.some((s) => s.code === code && s.offset === offset && (fires || !s.byLine));

const withBreakpoints = (hits: Hits, breakpoints: readonly Breakpoint[]): Hits => ({
  ...hits,
  set: { ...hits.set, breakpoints },
});

/** Takes breakpoints away that remain. */
const without = (hits: Hits, goes: (b: Breakpoint) => boolean): Hits =>
  withBreakpoints(
    hits,
    hits.set.breakpoints.filter((b) => !goes(b)),
  );

/** Runs ignore counts down that should stay. */
const countedDown = (hits: Hits, counts: (b: Breakpoint) => boolean): Hits =>
  withBreakpoints(
    hits,
    hits.set.breakpoints.map((b) => (b.ignore > 0 && counts(b) ? { ...b, ignore: b.ignore - 1 } : b)),
  );

function mutant(id: string, mistake: string, arriveWrong: typeof arrive): Mutant {
  return thinksWrong(id, mistake, ['breakpoints'], globalEvents, { arrive: arriveWrong });
}

export const BREAKPOINT_MUTANTS: readonly Mutant[] = [
  mutant(
    'first-offset-only',
    'only the first offset of a line holds the breakpoint: copies of finally and with exits are missed',
    changed((b) => ({ ...b, sites: b.sites.filter((s, n) => b.sites.findIndex((x) => x.code === s.code) === n) })),
  ),
  mutant('condition-error-is-false', 'a condition that raises is taken for false', (set, arrival) =>
    arrive(set, arrival, false),
  ),
  mutant(
    'condition-not-asked',
    'the condition is not evaluated',
    changed((b) => ({ ...b, condition: undefined })),
  ),
  mutant('condition-negated', 'the breakpoint stops where its condition is false', (set, arrival, errorsStop) =>
    arrive(
      set,
      {
        ...arrival,
        evaluate: (c) => {
          const v = arrival.evaluate(c);
          return typeof v === 'boolean' ? !v : v;
        },
      },
      errorsStop,
    ),
  ),
  mutant('temporary-stays', 'a temporary breakpoint is not removed', (set, arrival, errorsStop) => {
    const hits = arrive(
      { ...set, breakpoints: set.breakpoints.map((b) => ({ ...b, temporary: false })) },
      arrival,
      errorsStop,
    );
    return hits;
  }),
  mutant(
    'ignore-one-too-few',
    'an ignore count is one short',
    changed((b) => (b.ignore === 1 ? { ...b, ignore: 0 } : b)),
  ),
  mutant('ignore-forgotten', 'ignore counts do not run down', (set, arrival, errorsStop) => ({
    ...arrive(set, arrival, errorsStop),
    set,
  })),
  mutant('line-of-any-code', 'a function breakpoint stops at its line in any code', (set, arrival, errorsStop) =>
    arrive(
      {
        ...set,
        breakpoints: set.breakpoints.map((b) =>
          b.sites.some(
            (s) =>
              s.byLine && instructionAt(s.code, s.offset)?.line === instructionAt(arrival.code, arrival.offset)?.line,
          )
            ? { ...b, sites: [...b.sites, { code: arrival.code, offset: arrival.offset, byLine: true }] }
            : b,
        ),
      },
      arrival,
      errorsStop,
    ),
  ),
  mutant(
    'offset-by-line',
    'an offset breakpoint stops only where a line begins',
    changed((b) => ({ ...b, sites: b.sites.map((s) => ({ ...s, byLine: true })) })),
  ),
  mutant('one-breakpoint-a-place', 'of several breakpoints at a place one is reported', (set, arrival, errorsStop) => {
    const hits = arrive(set, arrival, errorsStop);
    return { ...hits, ids: hits.ids.slice(0, 1) };
  }),
  mutant(
    'any-offset-of-line',
    'a line breakpoint stops at instructions of its line that begin no line',
    changed((b, arrival) => ({
      ...b,
      sites: b.sites.some(
        (s) =>
          s.byLine &&
          s.code === arrival.code &&
          instructionAt(s.code, s.offset)?.line === instructionAt(arrival.code, arrival.offset)?.line,
      )
        ? [...b.sites, { code: arrival.code, offset: arrival.offset, byLine: false }]
        : b.sites,
    })),
  ),
  mutant('never-hits', 'breakpoints are never hit', (set) => ({ set, ids: [], errors: [] })),
  mutant(
    'hits-on-every-line',
    'a breakpoint in a code object stops on all of its lines',
    changed((b, arrival) => ({
      ...b,
      sites: b.sites.some((s) => s.code === arrival.code)
        ? [...b.sites, { code: arrival.code, offset: arrival.offset, byLine: true }]
        : b.sites,
    })),
  ),
  mutant(
    'ignore-before-condition',
    'an ignore count runs down where the condition is false',
    (set, arrival, errorsStop) => {
      const isFalse = (b: Breakpoint): boolean => b.condition !== undefined && arrival.evaluate(b.condition) === false;
      return countedDown(arrive(set, arrival, errorsStop), (b) => reaches(b, arrival) && isFalse(b));
    },
  ),
  mutant(
    'ignore-while-disabled',
    'an ignore count runs down while the breakpoint is disabled',
    (set, arrival, errorsStop) => {
      return countedDown(arrive(set, arrival, errorsStop), (b) => !b.enabled && reaches(b, arrival));
    },
  ),
  mutant(
    'disabled-hits',
    'a disabled breakpoint stops',
    changed((b) => ({ ...b, enabled: true })),
  ),
  mutant(
    'temporary-takes-neighbours',
    'a temporary breakpoint that is hit takes the others at its place with it',
    (set, arrival, errorsStop) => {
      const hits = arrive(set, arrival, errorsStop);
      if (hits.set.breakpoints.length === set.breakpoints.length) return hits;
      return without(hits, (b) => reaches(b, arrival));
    },
  ),
  mutant(
    'temporary-goes-unhit',
    'a temporary breakpoint goes when its condition is false',
    (set, arrival, errorsStop) => {
      return without(arrive(set, arrival, errorsStop), (b) => b.temporary && b.enabled && reaches(b, arrival));
    },
  ),
  mutant('condition-error-removes', 'a condition that raises takes its breakpoint away', (set, arrival, errorsStop) => {
    const hits = arrive(set, arrival, errorsStop);
    if (hits.errors.length === 0) return hits;
    return without(hits, (b) => hits.errors.includes(b.id));
  }),
  mutant('id-by-position', 'a hit is reported by its place in the list, not by its id', (set, arrival, errorsStop) => {
    const hits = arrive(set, arrival, errorsStop);
    return { ...hits, ids: hits.ids.map((id) => set.breakpoints.findIndex((b) => b.id === id) + 1) };
  }),
  mutant(
    'not-in-generators',
    'breakpoints do not stop in generators and coroutines',
    changed((b) => ({ ...b, sites: b.sites.filter((s) => !isSuspendable(s.code)) })),
  ),
];
