/**
 * What judged programs were like: the figures that an honest run must show (`conform` prints them).
 * @module
 */
import type { Module, Trace } from '../../model/index.ts';
import { CORE_CONSTRUCTS, FURTHER_CONSTRUCTS, programFigures } from '../../properties/index.ts';

/** Sums over programs; plain data, so that threads can send them and {@link addCoverage} can merge them. */
export interface Coverage {
  programs: number;
  events: number;
  /** How many programs had so many events. */
  readonly eventCounts: Record<number, number>;
  threeFunctions: number;
  leftByException: number;
  abandonedGenerator: number;
  /** In how many programs a construct stands on a line that was executed. */
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
  const { executed, nested, functions } = programFigures(module, lines);
  for (const construct of executed) bump(sum.executed, construct);
  if (functions >= 3) sum.threeFunctions++;
  for (const [outer, kinds] of nested) for (const inner of kinds) bump(sum.nested, `${outer}>${inner}`);
}

function bump(counts: Record<string | number, number>, key: string | number): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Statement kinds whose ordered pairs of nesting must all occur: those that hold statements, inside each other. */
const NESTING_KINDS = ['If', 'While', 'For', 'Try', 'With', 'FunctionDef', 'ClassDef'] as const;

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

/** The figures of the programs so far. Every construct is to be executed in 0.2 % of them. */
export function coverageFigures(sum: Coverage): CoverageFigures {
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
    ...[...CORE_CONSTRUCTS, ...FURTHER_CONSTRUCTS]
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
