import { describe, expect, it } from 'vitest';
import type { AnyStateMachine, AnyStateNode, EventObject } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { CHARTS } from '../../machines/index.ts';
import { POLICIES } from '../../properties/index.ts';

/** Payloads of the stepping chart's events that decide its guards; the other charts' events have none. */
const GIVEN = { frame: 1, line: 1, depth: 1 };
const STEPPING: readonly (EventObject & Record<string, unknown>)[] = [
  ...['INTO', 'OVER', 'OUT', 'STEP_INSTRUCTION', 'CONTINUE', 'DETACH', 'QUIT'].map((type) => ({ type, ...GIVEN })),
  { type: 'UNTIL', ...GIVEN, until: { line: 2 } },
  { type: 'OVER', ...GIVEN, left: [2] },
  { type: 'OVER', ...GIVEN, left: [] },
  ...[1, 2].flatMap((frame) =>
    [true, false].flatMap((fires) =>
      [true, false].map((hit) => ({ type: 'PLACE', frame, line: 2, depth: 1, offset: 2, fires, hit, hidden: false })),
    ),
  ),
  ...['start', 'resume', 'throw'].flatMap((how) =>
    [1, 2].map((frame) => ({ type: 'ENTER', frame, how, hidden: false })),
  ),
  ...['return', 'yield', 'await', 'unwind'].flatMap((how) =>
    [[2], []].map((older) => ({ type: 'LEAVE', frame: 1, how, older, bottom: older.length === 0 })),
  ),
  { type: 'INCIDENT', frame: 1, what: 'raise', line: 1, depth: 1, hidden: false },
  { type: 'THREAD_END' },
];

const { strict } = POLICIES;

function leavesOf(node: AnyStateNode): string[] {
  const children: AnyStateNode[] = Object.values(node.states);
  if (children.length === 0) return [node.path.join('.')];
  return children.flatMap(leavesOf);
}

function pathsOf(value: unknown, prefix = ''): string[] {
  if (typeof value === 'string') return [prefix + value];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => pathsOf(inner, `${prefix}${key}.`));
}

describe.each(CHARTS)('the graph of chart $name', ({ name, machine, alphabet }) => {
  const events = name === 'stepping' ? STEPPING : alphabet.map((type) => ({ type }));
  const inputs = name === 'breakpoint' ? [{ temporary: false }, { temporary: true }] : [{ policy: strict }];
  const maps = inputs.map((input) =>
    getAdjacencyMap(machine as AnyStateMachine, {
      events: [...events],
      input,
      // The stepping chart's context is unbounded: a state and its phase are what the graph is about.
      serializeState: (state) =>
        JSON.stringify([state.value, state.context?.owner ?? null, state.context?.older ?? null]),
      limit: 20_000,
    }),
  );
  const reached = new Set(maps.flatMap((map) => Object.values(map).flatMap(({ state }) => pathsOf(state.value))));

  it('reaches each of its states', () => {
    expect(leavesOf(machine.root).filter((leaf) => !reached.has(leaf))).toEqual([]);
  });

  it('has an answer for every event of its alphabet in every state that goes on', () => {
    const silent = maps.flatMap((map) =>
      Object.values(map)
        .filter(({ state }) => state.status === 'active')
        .flatMap(({ state }) =>
          alphabet
            .filter(
              (type) => !events.some((e) => e.type === type && state.can(e)) && !answers(machine, state.value, type),
            )
            .map((type) => `${JSON.stringify(state.value)}: ${type}`),
        ),
    );
    expect(silent).toEqual([]);
  });
});

/** Whether some state on the path says what the event means, if only that it is ignored. */
function answers(machine: AnyStateMachine, value: unknown, type: string): boolean {
  return pathsOf(value).every((path) => {
    let node: AnyStateNode = machine.root;
    let found = node.transitions.has(type);
    for (const key of path.split('.')) {
      node = node.states[key]!;
      found ||= node.transitions.has(type);
    }
    // What has ended answers nothing.
    return found || node.type === 'final';
  });
}
