/**
 * What judged programs were like: the figures that an honest run must show (`conform` prints them).
 * @module
 */
import type { Module, Trace } from '../../model/index.ts';

/** Sums over programs; plain data, so that threads can send them and {@link addCoverage} can merge them. */
export interface Coverage {
  programs: number;
  events: number;
  /** How many programs had so many events. */
  readonly eventCounts: Record<number, number>;
  threeFunctions: number;
  leftByException: number;
  abandonedGenerator: number;
  /** In how many programs a node of the kind stands on a line that was executed. */
  readonly executed: Record<string, number>;
  /** In how many programs a statement of the second kind stands directly inside one of the first (`For>If`). */
  readonly nested: Record<string, number>;
}

export function emptyCoverage(): Coverage {
  return {
    programs: 0,
    events: 0,
    eventCounts: {},
    threeFunctions: 0,
    leftByException: 0,
    abandonedGenerator: 0,
    executed: {},
    nested: {},
  };
}

/** Adds `more` to `sum`. */
export function addCoverage(sum: Coverage, more: Coverage): void {
  sum.programs += more.programs;
  sum.events += more.events;
  sum.threeFunctions += more.threeFunctions;
  sum.leftByException += more.leftByException;
  sum.abandonedGenerator += more.abandonedGenerator;
  for (const key of ['eventCounts', 'executed', 'nested'] as const) {
    const into: Record<string, number> = sum[key];
    for (const [name, count] of Object.entries(more[key])) into[name] = (into[name] ?? 0) + count;
  }
}

/** Adds one program, with positions, and its trace. */
export function cover(sum: Coverage, module: Module, trace: Trace): void {
  sum.programs++;
  sum.events += trace.events.length;
  bump(sum.eventCounts, trace.events.length);
  const lines = new Set<number>();
  const yielded = new Set<number>();
  let left = false;
  let thrown = false;
  for (const event of trace.events) {
    lines.add(event.line);
    if (event.event === 'PY_UNWIND' && event.frame !== 1) left = true;
    if (event.event === 'PY_YIELD') yielded.add(event.frame);
    else if (event.event === 'PY_RETURN' || event.event === 'PY_UNWIND') yielded.delete(event.frame);
    else if (event.event === 'PY_THROW') thrown = true;
  }
  if (left) sum.leftByException++;
  if (thrown || yielded.size > 0) sum.abandonedGenerator++;
  const kinds = new Set<string>();
  const pairs = new Set<string>();
  const functions = { count: 0 };
  walk(module.body, 'Module', lines, kinds, pairs, functions);
  if (functions.count >= 3) sum.threeFunctions++;
  for (const kind of kinds) bump(sum.executed, kind);
  for (const pair of pairs) bump(sum.nested, pair);
}

/** Fields that hold statements. */
const BODIES: ReadonlySet<string> = new Set(['body', 'orelse', 'finalbody']);

function walk(
  node: unknown,
  parent: string,
  lines: ReadonlySet<number>,
  kinds: Set<string>,
  pairs: Set<string>,
  functions: { count: number },
): void {
  if (Array.isArray(node)) {
    for (const child of node) {
      if (isNode(child) && child.kind !== undefined) pairs.add(`${parent}>${child.kind}`);
      walk(child, parent, lines, kinds, pairs, functions);
    }
    return;
  }
  if (!isNode(node)) return;
  const { kind, at } = node;
  if (kind !== undefined && at !== undefined && lines.has(at.line)) kinds.add(kind);
  if (kind === 'FunctionDef' || kind === 'AsyncFunctionDef' || kind === 'Lambda') functions.count++;
  for (const [field, value] of Object.entries(node)) {
    if (field === 'at' || field === 'layout' || typeof value !== 'object' || value === null) continue;
    const statements = BODIES.has(field) && Array.isArray(value);
    if (statements || field === 'handlers' || field === 'cases')
      walk(value, kind ?? parent, lines, kinds, pairs, functions);
    else walk(value, parent, lines, kinds, NO_PAIRS, functions);
  }
}

/** Expressions hold no statements: their pairs go nowhere. */
const NO_PAIRS = new (class extends Set<string> {
  override add(): this {
    return this;
  }
})();

interface AnyNode {
  readonly kind?: string;
  readonly at?: { readonly line: number };
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bump(counts: Record<string | number, number>, key: string | number): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Statement kinds whose ordered pairs of nesting must all occur: those that hold statements, inside each other. */
export const NESTING_KINDS = ['If', 'While', 'For', 'Try', 'With', 'FunctionDef', 'ClassDef'] as const;

/** The figures as shares, and which of the bars of an honest run they miss. */
export interface CoverageFigures {
  readonly programs: number;
  readonly medianEvents: number;
  readonly over400Events: number;
  readonly threeFunctions: number;
  readonly leftByException: number;
  readonly abandonedGenerator: number;
  /** Share of programs that executed a construct. */
  readonly executed: Readonly<Record<string, number>>;
  readonly missingPairs: readonly string[];
  readonly missed: readonly string[];
}

/** @param required - constructs that must be executed in at least 0.2 % of the programs. */
export function coverageFigures(sum: Coverage, required: readonly string[]): CoverageFigures {
  const share = (count: number): number => (sum.programs === 0 ? 0 : count / sum.programs);
  const counts = Object.entries(sum.eventCounts).map(([events, n]) => [Number(events), n] as const);
  const over400 = share(counts.reduce((total, [events, n]) => total + (events > 400 ? n : 0), 0));
  const executed = Object.fromEntries(
    Object.entries(sum.executed)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, n]) => [kind, share(n)]),
  );
  const medianEvents = median(counts, sum.programs);
  const pairs = NESTING_KINDS.flatMap((outer) => NESTING_KINDS.map((inner) => `${outer}>${inner}`));
  const missingPairs = pairs.filter((pair) => sum.nested[pair] === undefined);
  const figures = {
    medianEvents: [medianEvents, 60],
    over400Events: [over400, 0.1],
    threeFunctions: [share(sum.threeFunctions), 0.2],
    leftByException: [share(sum.leftByException), 0.2],
    abandonedGenerator: [share(sum.abandonedGenerator), 0.05],
  } as const;
  const missed = [
    ...Object.entries(figures).flatMap(([name, [value, bar]]) =>
      value < bar ? [`${name} ${round(value)} < ${bar}`] : [],
    ),
    ...required
      .filter((kind) => (executed[kind] ?? 0) < 0.002)
      .map((kind) => `${kind} executed in ${round(executed[kind] ?? 0)} < 0.002`),
    ...missingPairs.map((pair) => `${pair} never`),
  ];
  return {
    programs: sum.programs,
    medianEvents,
    over400Events: over400,
    threeFunctions: figures.threeFunctions[0],
    leftByException: figures.leftByException[0],
    abandonedGenerator: figures.abandonedGenerator[0],
    executed,
    missingPairs,
    missed,
  };
}

function median(counts: readonly (readonly [events: number, programs: number])[], programs: number): number {
  let before = 0;
  for (const [events, n] of [...counts].sort(([a], [b]) => a - b)) {
    before += n;
    if (2 * before >= programs) return events;
  }
  return 0;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
