/**
 * Calls into the standard library, with all that they call inside the model: their events in every library file against CPython's. The calls are the data of
 * `corpus/library`. Each runs once before it is recorded, on both sides: caches are then as full here as there.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LiftError, lift, ModelError, type Trace } from '../../model/index.ts';
import type { Lane } from '../lanes/lane.ts';
import { packageRoot } from '../package-root.ts';
import { compareTraces, type Divergence } from './compare.ts';
import { runInModel } from './model-run.ts';

/** One module's calls, as its file in the corpus gives them. */
export interface LibraryCalls {
  readonly module: string;
  /** `setup` runs first, then `call` once; `call` is what is recorded. */
  readonly calls: readonly { readonly name: string; readonly setup: string; readonly call: string }[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/** What came of one call. */
export interface LibraryOutcome {
  readonly module: string;
  readonly name: string;
  readonly outcome: 'equal' | 'unequal' | 'unsupported';
  /** Events that CPython told. */
  readonly events: number;
  /** What the model lacks. */
  readonly cause?: string;
  readonly difference?: {
    readonly source: string;
    readonly expected: Trace;
    readonly observed?: Trace;
    readonly divergence?: Divergence;
  };
}

const FUEL = 200_000;

/** The calls of the corpus, by module. */
export function libraryCalls(): LibraryCalls[] {
  const folder = join(packageRoot, 'corpus/library');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name): LibraryCalls => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

/** Judges one call by a CPython. */
export async function judgeLibraryCall(
  lane: Lane,
  module: string,
  { name, setup, call }: LibraryCalls['calls'][number],
): Promise<LibraryOutcome> {
  const first = `${setup}\n${call}\n`;
  const source = `${call}\n`;
  const options = { level: 'exact', fuel: FUEL } as const;
  const [expected] = await lane.record([{ source, setup: first }], options);
  if (expected === undefined) throw new Error('nothing was recorded');
  const about = { module, name, events: expected.events.length };
  try {
    const code = await lane.compile(source);
    const before = await lane.compile(first);
    if (code.error !== undefined || before.error !== undefined) throw new Error(`${module}.${name} does not compile`);
    const observed = await runInModel(lane, lift(code.code, lane.version), {
      ...options,
      setup: lift(before.code, lane.version),
      watchesLibrary: true,
    });
    const divergence = compareTraces(expected, observed, 'exact');
    return divergence === undefined
      ? { ...about, outcome: 'equal' }
      : { ...about, outcome: 'unequal', difference: { source, expected, observed, divergence } };
  } catch (error) {
    if (error instanceof ModelError || error instanceof LiftError)
      return { ...about, outcome: 'unsupported', cause: error.message };
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...about, outcome: 'unequal', cause, difference: { source, expected } };
  }
}
