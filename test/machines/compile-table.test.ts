import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMachine, initialTransition, setup, transition } from 'xstate';
import {
  compileTable,
  POLICY_ROWS,
  type Policy,
  STEPPING_GUARDS,
  STEPPING_UPDATES,
  type SteppingContext,
  type SteppingEvent,
  steppingMachine,
} from '../../machines/index.ts';

const table = compileTable<SteppingContext, SteppingEvent, keyof typeof STEPPING_GUARDS, keyof typeof STEPPING_UPDATES>(
  steppingMachine,
  STEPPING_GUARDS,
  STEPPING_UPDATES,
);

const policy: fc.Arbitrary<Policy> = fc.record(
  Object.fromEntries(Object.entries(POLICY_ROWS).map(([row, values]) => [row, fc.constantFrom(...values)])),
) as unknown as fc.Arbitrary<Policy>;

const frame = fc.integer({ min: 1, max: 3 });
const line = fc.integer({ min: 1, max: 3 });
const given = { frame, line, depth: frame };
const older = fc.array(frame, { maxLength: 2 });

const command: fc.Arbitrary<SteppingEvent> = fc.oneof(
  fc.record({
    type: fc.constantFrom('INTO', 'OVER', 'OUT', 'OUT', 'STEP_INSTRUCTION', 'CONTINUE', 'DETACH', 'QUIT'),
    ...given,
  }),
  fc.record({ type: fc.constantFrom('INTO', 'OVER', 'OUT'), ...given, left: older, unwound: fc.boolean() }),
  fc.record({
    type: fc.constant('UNTIL' as const),
    ...given,
    until: fc.oneof(fc.record({ line }), fc.record({ offset: line })),
  }),
);

const item: fc.Arbitrary<SteppingEvent> = fc.oneof(
  fc.record({
    type: fc.constant('PLACE' as const),
    ...given,
    offset: line,
    fires: fc.boolean(),
    hit: fc.boolean(),
    hidden: fc.boolean(),
    address: frame,
  }),
  fc.record({
    type: fc.constant('ENTER' as const),
    frame,
    how: fc.constantFrom('start', 'resume', 'throw'),
    hidden: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('LEAVE' as const),
    frame,
    how: fc.constantFrom('return', 'yield', 'await', 'unwind'),
    older,
    bottom: fc.boolean(),
    address: frame,
    value: fc.constant('1'),
  }),
  fc.record({
    type: fc.constant('INCIDENT' as const),
    ...given,
    what: fc.constantFrom('raise', 'stop-iteration', 'jump-back'),
    hidden: fc.boolean(),
  }),
);

const end: fc.Arbitrary<SteppingEvent> = fc.constant({ type: 'THREAD_END' });

/** Sessions as they are, or any events at all. */
const path: fc.Arbitrary<{ readonly sane: boolean; readonly events: readonly SteppingEvent[] }> = fc.oneof(
  fc
    .array(fc.tuple(command, fc.array(item, { maxLength: 6 })), { minLength: 1, maxLength: 4 })
    .map((legs) => ({ sane: true, events: legs.flatMap(([c, items]) => [c, ...items]) })),
  fc.array(fc.oneof(command, item, end), { maxLength: 6 }).map((events) => ({ sane: false, events })),
);

const HIT: SteppingEvent = {
  type: 'PLACE',
  frame: 1,
  line: 1,
  depth: 1,
  offset: 1,
  fires: true,
  hit: true,
  hidden: false,
};
const COMMANDS = new Set(['INTO', 'OVER', 'OUT', 'UNTIL', 'STEP_INSTRUCTION', 'CONTINUE', 'DETACH', 'QUIT']);

function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[outer, inner]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
  return `${outer}.${nameOf(inner)}`;
}

describe('compileTable', () => {
  it('agrees with transition on every path, whatever the policy (seed 1)', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(policy, path, (rows, { sane, events }) => {
        let [snapshot] = initialTransition(steppingMachine, { policy: rows });
        let state = table.initial;
        let context = snapshot.context;
        for (const e of [HIT, ...events]) {
          if (snapshot.status !== 'active') return;
          const stopped = snapshot.value === 'stopped';
          // In a sane session commands come at stops, and nothing else does.
          if (sane && e !== HIT && stopped !== COMMANDS.has(e.type)) continue;
          [snapshot] = transition(steppingMachine, snapshot, e);
          ({ state, context } = table.step(state, context, e));
          seen.add(table.states[state]!);
          expect(table.states[state]).toBe(nameOf(snapshot.value));
          expect(context).toEqual(snapshot.context);
        }
      }),
      { seed: 1, numRuns: 5000 },
    );
    // The random walk visits all of the chart, so the agreement is about all of it.
    expect([...table.states].filter((s) => !seen.has(s))).toEqual([]);
  });

  it('refuses charts that say more than it understands', () => {
    const entry = setup({ actions: { a: () => undefined } }).createMachine({
      initial: 's',
      states: { s: { entry: 'a' } },
    });
    const always = createMachine({ initial: 's', states: { s: { always: 't' }, t: {} } });
    const parallel = createMachine({ type: 'parallel', states: { s: {}, t: {} } });
    for (const chart of [entry, always, parallel]) expect(() => compileTable(chart, {}, {})).toThrow();
  });
});
