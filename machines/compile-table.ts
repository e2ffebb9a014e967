/**
 * A chart as candidate lists: for each leaf state and event type the guarded transitions in XState's order. Guards and updates
 * are the chart's own functions; anything that this cannot say (entry actions, `always`, parallel states, history) is refused.
 * @module
 */
import type { AnyStateMachine, AnyStateNode } from 'xstate';

interface Row<G extends string, U extends string> {
  readonly guard: G | undefined;
  /** Index of the leaf reached; −1 stays. */
  readonly target: number;
  readonly updates: readonly U[];
}

/** A compiled chart. States are numbers, `states` gives their dotted names. */
export interface Table<C, E extends { readonly type: string }> {
  readonly states: readonly string[];
  readonly initial: number;
  /** One transition; the same leaf and context if no candidate is enabled. */
  readonly step: (state: number, context: C, event: E) => { readonly state: number; readonly context: C };
  /** Candidates of a (leaf, event type) in order, for drawing and for tests. */
  readonly rows: (state: number, type: string) => readonly Row<string, string>[];
}

/** A chart uses what the compiler does not know. */
export class UnsupportedChartError extends Error {}

function leafOf(node: AnyStateNode): AnyStateNode {
  if (node.type === 'atomic' || node.type === 'final') return node;
  if (node.type !== 'compound') throw new UnsupportedChartError(`${node.id}: a ${node.type} state`);
  const target = node.initial?.target?.[0];
  if (target === undefined) throw new UnsupportedChartError(`${node.id}: no initial state`);
  return leafOf(target);
}

function leavesUnder(node: AnyStateNode): AnyStateNode[] {
  if (node.entry.length > 0 || node.exit.length > 0)
    throw new UnsupportedChartError(`${node.id}: entry or exit actions`);
  if (node.always !== undefined && node.always.length > 0)
    throw new UnsupportedChartError(`${node.id}: eventless transitions`);
  if (node.invoke.length > 0) throw new UnsupportedChartError(`${node.id}: invoked actors`);
  const children: AnyStateNode[] = Object.values(node.states);
  return children.length === 0 ? [leafOf(node)] : children.flatMap(leavesUnder);
}

function nameOf(thing: unknown, what: string): string {
  if (typeof thing === 'string') return thing;
  if (
    typeof thing === 'object' &&
    thing !== null &&
    'type' in thing &&
    typeof thing.type === 'string' &&
    !('params' in thing)
  )
    return thing.type;
  throw new UnsupportedChartError(`${what} without a name`);
}

/** Compiles a chart whose guards and updates are exactly those given. */
export function compileTable<C, E extends { readonly type: string }, G extends string, U extends string>(
  machine: AnyStateMachine,
  guards: Readonly<Record<G, (context: C, event: E) => boolean>>,
  updates: Readonly<Record<U, (context: C, event: E) => C>>,
): Table<C, E> {
  const leaves = leavesUnder(machine.root);
  const indexOf = new Map(leaves.map((leaf, n) => [leaf, n]));
  const known = <K extends string>(table: Readonly<Record<K, unknown>>, name: string): K => {
    if (!Object.hasOwn(table, name)) throw new UnsupportedChartError(`no function named ${name}`);
    return name as K;
  };
  const types = [...new Set(machine.events as readonly string[])];
  const table = leaves.map((leaf) => {
    const byType = new Map<string, Row<G, U>[]>();
    for (const type of types) {
      const rows: Row<G, U>[] = [];
      for (let node: AnyStateNode | undefined = leaf; node !== undefined; node = node.parent) {
        for (const t of node.transitions.get(type) ?? []) {
          if ((t.target?.length ?? 0) > 1) throw new UnsupportedChartError(`${node.id}: several targets`);
          const target = t.target?.[0];
          rows.push({
            guard: t.guard === undefined ? undefined : known(guards, nameOf(t.guard, `${node.id}: a guard`)),
            target: target === undefined ? -1 : indexOf.get(leafOf(target))!,
            updates: t.actions.map((a) => known(updates, nameOf(a, `${node.id}: an action`))),
          });
        }
      }
      byType.set(type, rows);
    }
    return byType;
  });
  // Functions in place of names: nothing is looked up while a program runs.
  const bound = table.map(
    (byType) =>
      new Map(
        [...byType].map(([type, rows]) => [
          type,
          rows.map((row) => ({
            guard: row.guard === undefined ? undefined : guards[row.guard],
            target: row.target,
            updates: row.updates.map((name) => updates[name]),
          })),
        ]),
      ),
  );
  const step = (state: number, context: C, event: E) => {
    const rows = bound[state]!.get(event.type);
    if (rows === undefined) return { state, context };
    for (const row of rows) {
      if (row.guard !== undefined && !row.guard(context, event)) continue;
      let next = context;
      for (const update of row.updates) next = update(next, event);
      return { state: row.target < 0 ? state : row.target, context: next };
    }
    return { state, context };
  };
  const pathOf = (node: AnyStateNode) => node.path.join('.');
  return {
    states: leaves.map(pathOf),
    initial: indexOf.get(leafOf(machine.root))!,
    step,
    rows: (state, type) => table[state]?.get(type) ?? [],
  };
}
