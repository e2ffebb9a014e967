/**
 * How the events of one program changed from one version to another, and which rows of the tables of versions brought that about: the model runs with single
 * rows exchanged, from either side.
 * @module
 */
import { diffArrays } from 'diff';
import {
  compile,
  Missing,
  type Module,
  rowsOf,
  run,
  type Trace,
  type TraceEvent,
  type Version,
  type VersionRow,
} from '../../model/index.ts';
import { type Lane, LaneLost } from '../lanes/lane.ts';
import { buildFacts } from './model-engine.ts';
import { NeedsOfRun } from './model-run.ts';

/** A version, the build whose facts the model takes, and its CPython, which gives the modules and texts that the program needs. */
export interface Side {
  readonly version: Version;
  readonly build: string;
  readonly lane: Lane;
  /** Folders, as that CPython names them, in which imports look first. */
  readonly path: readonly string[];
}

/** A stretch where the two streams of events differ. */
export interface Change {
  /** Place in the stream of the first version. */
  readonly at: number;
  readonly removed: readonly TraceEvent[];
  readonly added: readonly TraceEvent[];
  /** Each of the rows brings it about by itself; else they take part in it, with others. */
  readonly alone: boolean;
  readonly rows: readonly RowChange[];
}

/** What a row was and is. */
export interface RowChange {
  readonly table: VersionRow['table'];
  readonly row: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface VersionDiff {
  readonly before: Trace;
  readonly after: Trace;
  readonly changes: readonly Change[];
  /** Rows that go with others only: neither version runs with such a row exchanged alone. */
  readonly inseparable: readonly RowChange[];
}

type Runner = (side: Side, row?: VersionRow) => Promise<Trace>;

/**
 * The changes from one side to the other.
 * @throws CompileError, UnsupportedSyntax or ModelError where one of the two does not run the program.
 */
export async function versionDiff(
  tree: Module,
  filename: string,
  from: Side,
  to: Side,
  fuel: number,
): Promise<VersionDiff> {
  const needs = new Map([from, to].map((side) => [side, new NeedsOfRun(side.lane, side.path, false)]));
  const runner: Runner = async (side, row) => {
    const release = releaseOf(side);
    const { decisions, facts } = row ?? {};
    const code = compile(tree, {
      filename,
      python: side.version,
      release,
      ...(decisions === undefined ? {} : { decisions }),
    });
    const given = needs.get(side)!;
    for (;;) {
      try {
        return run(code, {
          level: 'semantic',
          fuel,
          build: buildFacts(side.build),
          findModule: given.findModule,
          compileText: given.compileText,
          ...(facts === undefined ? {} : { plant: (world) => ({ ...world, profile: { ...world.profile, ...facts } }) }),
        });
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        await given.provide(error.need);
      }
    }
  };
  const before = await runner(from);
  const after = await runner(to);
  const found = stretches(before.events, after.events);
  // No row brings about what is not there.
  if (found.length === 0) return { before, after, changes: [], inseparable: [] };
  const alone = found.map((): RowChange[] => []);
  const together = found.map((): RowChange[] => []);
  const inseparable: RowChange[] = [];
  const olderRows = rowsOf(from.version, releaseOf(from), to.version, releaseOf(to));
  for (const newer of rowsOf(to.version, releaseOf(to), from.version, releaseOf(from))) {
    const older = olderRows.find(({ table, row }) => table === newer.table && row === newer.row);
    if (older === undefined) continue;
    const told = { table: newer.table, row: newer.row, before: older.value, after: newer.value };
    // The first version with the new row, and the second with the old one.
    const forwards = await attempt(runner, from, newer);
    const backwards = await attempt(runner, to, older);
    if (forwards === undefined && backwards === undefined) inseparable.push(told);
    const done = forwards === undefined ? [] : stretches(before.events, forwards.events);
    const undone = backwards === undefined ? [] : stretches(backwards.events, after.events);
    found.forEach((change, n) => {
      const same = (c: Stretch, at: 'at' | 'end'): boolean => keyOf(c, c[at]) === keyOf(change, change[at]);
      if (done.some((c) => same(c, 'at')) || undone.some((c) => same(c, 'end'))) alone[n]!.push(told);
      else if (
        done.some((c) => overlap(c.at, c.removed, change.at, change.removed)) ||
        undone.some((c) => overlap(c.end, c.added, change.end, change.added))
      )
        together[n]!.push(told);
    });
  }
  const changes = found.map(({ at, removed, added }, n): Change => {
    const isAlone = alone[n]!.length > 0;
    return { at, removed, added, alone: isAlone, rows: isAlone ? alone[n]! : together[n]! };
  });
  return { before, after, changes, inseparable };
}

function overlap(a: number, inA: readonly unknown[], b: number, inB: readonly unknown[]): boolean {
  return a <= b + inB.length && b <= a + inA.length;
}

function releaseOf(side: Side): string {
  return side.build.split(' ')[0]!;
}

/** With its place in the stream of the second version too. */
interface Stretch extends Omit<Change, 'rows' | 'alone'> {
  readonly end: number;
}

/** Undefined where the exchanged row does not go with the others. */
async function attempt(runner: Runner, side: Side, row: VersionRow): Promise<Trace | undefined> {
  try {
    return await runner(side, row);
  } catch (error) {
    if (error instanceof LaneLost) throw error;
    return undefined;
  }
}

function stretches(before: readonly TraceEvent[], after: readonly TraceEvent[]): Stretch[] {
  const parts = diffArrays(before.map(wordOf), after.map(wordOf));
  const found: Stretch[] = [];
  let a = 0;
  let b = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part.added !== true && part.removed !== true) {
      a += part.count;
      b += part.count;
      continue;
    }
    let removed: readonly TraceEvent[] = [];
    let added: readonly TraceEvent[] = [];
    const at = a;
    const end = b;
    for (; i < parts.length && (parts[i]!.added === true || parts[i]!.removed === true); i++) {
      const { count } = parts[i]!;
      if (parts[i]!.removed === true) {
        removed = [...removed, ...before.slice(a, a + count)];
        a += count;
      } else {
        added = [...added, ...after.slice(b, b + count)];
        b += count;
      }
    }
    i--;
    found.push({ at, end, removed, added });
  }
  return found;
}

/** What is compared of an event: until 3.13 one event tells both ways of a branch. */
export function wordOf({ event, code, line, direction, depth }: TraceEvent): string {
  const name = event === 'BRANCH' ? `BRANCH_${direction?.toUpperCase()}` : event;
  return `${name} ${code} ${line} ${depth}`;
}

function keyOf({ removed, added }: Pick<Change, 'removed' | 'added'>, place: number): string {
  return JSON.stringify([place, removed.map(wordOf), added.map(wordOf)]);
}
