/**
 * The machines against reality, and the oracle against itself: recordings of a real CPython are accepted, changed ones are not; both
 * writings of the oracle say the same of random sessions.
 * @module
 */
import fc from 'fast-check';
import { POLICY_ROWS, type Policy, printScript, type RecordedEvent } from '../../machines/index.ts';
import { type CodeObject, type Module, print } from '../../model/index.ts';
import {
  arbitraryScript,
  mutated,
  POLICIES,
  programArbitrary,
  type Recording,
  recording,
  rejectionOf,
  sameTranscript,
  steppingProgramArbitrary,
  stopsByMachine,
  stopsByTrace,
  subjectsOf,
  TRACE_MUTATIONS,
} from '../../properties/index.ts';
import type { LastingLane } from '../lanes/lasting-lane.ts';
import { programSeed } from '../program-seed.ts';

/** Events after which a program is no example. */
const FUEL = 3000;
const CHUNK = 20;
const CONDITIONS = ['True', 'a > 1', '1/0'];
const PROGRAMS: readonly fc.Arbitrary<Module>[] = [
  steppingProgramArbitrary(),
  programArbitrary({ size: 0.3 }).map((p) => p.module),
];

interface Recorded {
  readonly place: number;
  readonly source: string;
  readonly module: CodeObject;
  readonly events: readonly RecordedEvent[];
  readonly exception: string | undefined;
}

/** Programs of a seed, recorded by the chunk; endless. */
async function* recordings(lane: LastingLane, seed: number, conditions: readonly string[]): AsyncGenerator<Recorded> {
  for (let from = 0; ; from += CHUNK) {
    const sources = Array.from({ length: CHUNK }, (_, i) => {
      const place = from + i;
      const programs = PROGRAMS[place % PROGRAMS.length]!;
      return print(fc.sample(programs, { seed: programSeed(seed, place), numRuns: 1 })[0]!).source;
    });
    for (const { index, source, run } of await lane.record(sources, { fuel: FUEL, conditions })) {
      const { module, events, exception, end } = run;
      if (end === undefined) yield { place: from + index, source, module, events, exception: exception?.type };
    }
  }
}

/** What was found so far; also the result. */
export interface Accepted {
  accepted: number;
  events: number;
  readonly rejected: { readonly source: string; readonly reason: string; readonly at: number }[];
  mutants: number;
  noticed: number;
  /** Changed traces that are accepted, by what was changed. */
  readonly equivalent: Record<string, number>;
}

/** How much, and who listens. */
export interface AcceptOptions {
  readonly seed: number;
  /** Programs whose traces must be accepted. */
  readonly programs: number;
  /** Changed traces, ten of a program, that should not be. */
  readonly mutants: number;
  /** Called now and then; false ends the work. */
  readonly goOn: (so: Accepted) => Promise<boolean>;
}

/** Runs the acceptors over recordings of a CPython. */
export async function acceptReality(lane: LastingLane, options: AcceptOptions): Promise<Accepted> {
  const so: Accepted = { accepted: 0, events: 0, rejected: [], mutants: 0, noticed: 0, equivalent: {} };
  for await (const { place, source, events } of recordings(lane, options.seed, [])) {
    if (so.accepted + so.rejected.length < options.programs) {
      const rejection = rejectionOf(events);
      if (rejection === null) so.accepted++;
      else so.rejected.push({ source, ...rejection });
      so.events += events.length;
    }
    const random = fc.sample(fc.tuple(fc.nat(), fc.nat()), {
      seed: programSeed(options.seed ^ 0x3f1d, place),
      numRuns: 10,
    });
    for (const [at, pick] of random) {
      if (so.mutants >= options.mutants) break;
      tryMutant(so, events, at % events.length, pick);
    }
    const done = so.accepted + so.rejected.length >= options.programs && so.mutants >= options.mutants;
    if (done || (place % CHUNK === 0 && !(await options.goOn(so)))) return so;
  }
  return so;
}

function tryMutant(so: Accepted, events: readonly RecordedEvent[], at: number, pick: number): void {
  const mutation = TRACE_MUTATIONS[so.mutants % TRACE_MUTATIONS.length]!;
  const changed = mutated(events, mutation, at, pick);
  if (changed === null) return;
  so.mutants++;
  if (rejectionOf(changed) !== null) so.noticed++;
  else {
    const next = mutation === 'swap' ? ` and ${events[at + 1]!.event}` : '';
    const what = `${mutation} ${events[at]!.event}${next}`;
    so.equivalent[what] = (so.equivalent[what] ?? 0) + 1;
  }
}

/** What was found so far of the oracle. */
export interface Equality {
  readonly seed: number;
  sessions: number;
  programs: number;
  stops: number;
  readonly differing: { readonly source: string; readonly script: string; readonly policy: string }[];
}

const anyPolicy = fc.record(
  Object.fromEntries(Object.entries(POLICY_ROWS).map(([row, values]) => [row, fc.constantFrom(...values)])),
) as fc.Arbitrary<Policy>;
/** Sessions of one program, no two the same: recording it takes as long as twenty. */
const SCRIPTS = 24;

/** Both writings of the oracle on random programs and sessions; half under `strict`, half under policies at random. */
export async function compareOracles(
  lane: LastingLane,
  options: { readonly seed: number; readonly sessions: number; readonly goOn: (so: Equality) => Promise<boolean> },
): Promise<Equality> {
  const so: Equality = { seed: options.seed, sessions: 0, programs: 0, stops: 0, differing: [] };
  for await (const { place, source, module, events, exception } of recordings(lane, options.seed, CONDITIONS)) {
    so.programs++;
    const run: Recording = recording(events, module, exception, source);
    const seed = programSeed(options.seed ^ 0x5c21, place);
    const subjects = subjectsOf(module, CONDITIONS);
    const scripts = fc.sample(arbitraryScript(subjects), { seed, numRuns: SCRIPTS });
    const policies = fc.sample(anyPolicy, { seed, numRuns: SCRIPTS });
    const asked = new Set<string>();
    for (const [n, script] of scripts.entries()) {
      if (so.sessions >= options.sessions) return so;
      const policy = n % 2 === 0 ? POLICIES.strict : policies[n]!;
      const text = `${n % 2 === 0 ? 'strict' : n} ${n % 3} ${printScript(script)}`;
      if (asked.has(text)) continue;
      asked.add(text);
      const spec = { script, policy, filter: subjects.functions.filter((_, i) => i % 3 === n % 3) };
      const transcript = stopsByTrace(run.trace, spec);
      so.sessions++;
      so.stops += transcript.stops.length;
      if (!sameTranscript(transcript, stopsByMachine(run.trace, spec)))
        so.differing.push({ source, script: printScript(script), policy: JSON.stringify(policy) });
    }
    if (place % CHUNK === 0 && !(await options.goOn(so))) return so;
  }
  return so;
}
