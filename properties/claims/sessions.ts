/**
 * Generated programs and sessions, each the same for the same seed: what claims about all programs are settled by.
 * @module
 */
import fc from 'fast-check';
import { printScript, type Script } from '../../machines/index.ts';
import { type Module, print } from '../../model/index.ts';
import { programArbitrary } from '../arbitraries/program.ts';
import { arbitraryScript } from '../arbitraries/script.ts';
import { steppingProgramArbitrary } from '../arbitraries/stepping-program.ts';
import { firstDifference } from '../explain.ts';
import { classOfFailure, type FailureClass } from '../failure-class.ts';
import { stopsByTrace } from '../oracle/by-trace.ts';
import { POLICIES } from '../policies.ts';
import { type SessionSubject, shrinkSession } from '../shrink-session.ts';
import type { Recording } from '../strategy-run.ts';
import { subjectsOf } from '../subjects.ts';
import type { Bench, Stepper } from './laboratory.ts';

const CONDITIONS = ['True', 'n > 1', '1/0'];
const POLICY = POLICIES.strict;

/** A generated session. */
export interface Generated extends SessionSubject {
  readonly run: Recording;
}

function programAt(seed: number, i: number): Module {
  const arbitrary = i % 4 === 3 ? programArbitrary({ size: 0.2 }).map((p) => p.module) : steppingProgramArbitrary();
  return fc.sample(arbitrary, { seed: Math.imul(seed + 1, 0x9e3779b1) ^ i, numRuns: 1 })[0]!;
}

const generated = new WeakMap<Bench, Map<string, Generated[]>>();

/** Programs number `from` and on, each with some scripts. */
export function generatedSessions(
  bench: Bench,
  seed: number,
  from: number,
  programs: number,
  scripts: number,
): readonly Generated[] {
  const known = generated.get(bench) ?? new Map<string, Generated[]>();
  generated.set(bench, known);
  const key = [seed, from, programs, scripts].join();
  const sessions = known.get(key) ?? generate(bench, seed, from, programs, scripts);
  known.set(key, sessions);
  return sessions;
}

function generate(bench: Bench, seed: number, from: number, programs: number, scripts: number): Generated[] {
  const modules = Array.from({ length: programs }, (_, i) => programAt(seed, from + i));
  const sources = modules.map((module) => print(module).source);
  return bench.recordAll(sources, CONDITIONS).flatMap((run, i): Generated[] => {
    if (run === null) return [];
    const subjects = subjectsOf(run.module, CONDITIONS);
    return fc
      .sample(arbitraryScript(subjects), { seed: Math.imul(seed ^ 0x51, 0x85ebca77) ^ (from + i), numRuns: scripts })
      .map((script) => ({ module: modules[i]!, source: sources[i]!, script, run }));
  });
}

/** The first difference from the oracle's stops, with its class; null if there is none. */
export function failureOf(
  run: Recording,
  script: Script,
  stepper: Stepper,
): { readonly kind: 'spurious' | 'lost' | 'other'; readonly class: FailureClass } | null {
  const spec = { script, policy: POLICY };
  const { transcript } = stepper.runner(run, spec, false);
  const difference = firstDifference(stopsByTrace(run.trace, spec), transcript);
  return difference === null ? null : { kind: difference.kind, class: classOfFailure(run, transcript, difference) };
}

/** What is looked for. */
export interface Wanted {
  readonly kind: 'spurious' | 'lost';
  readonly class: FailureClass;
}

/** Of so many finds the shortest are shrunk, until one is small enough. */
const FINDS = 4;
const ENOUGH = { lines: 6, commands: 3 };
const SCRIPTS = 4;

const linesOf = (found: SessionSubject): number => found.source.trimEnd().split('\n').length;
const weight = (found: SessionSubject): number => linesOf(found) + found.script.length;

/** The smallest session that shrinking gives; null if none of `programs` programs has one. */
export function smallestFailure(
  bench: Bench,
  stepper: Stepper,
  wanted: Wanted,
  options: { readonly seed: number; readonly programs: number },
): SessionSubject | null {
  const matches = (run: Recording | null, script: Script): boolean => {
    if (run === null) return false;
    const failure = failureOf(run, script, stepper);
    return failure?.kind === wanted.kind && failure.class === wanted.class;
  };
  // Smaller scripts are tried on the same programs again and again.
  const runs = new Map<string, Recording | null>();
  const shows = (candidates: readonly SessionSubject[]): boolean[] => {
    const sources = [...new Set(candidates.map((c) => c.source))];
    const texts = candidates.map((c) => printScript(c.script));
    // Each condition costs an evaluation at every place.
    const conditions = CONDITIONS.filter((condition) => texts.some((text) => text.includes(condition)));
    const key = (source: string): string => `${conditions.join()}\n${source}`;
    const fresh = sources.filter((source) => !runs.has(key(source)));
    for (const [i, run] of bench.recordAll(fresh, conditions).entries()) runs.set(key(fresh[i]!), run);
    return candidates.map((c) => matches(runs.get(key(c.source)) ?? null, c.script));
  };
  const found = generatedSessions(bench, options.seed, 0, options.programs, SCRIPTS).filter((one) =>
    matches(one.run, one.script),
  );
  found.sort((a, b) => a.source.length - b.source.length);
  let best: SessionSubject | null = null;
  for (const one of found.slice(0, FINDS)) {
    const small = shrinkSession(one, shows);
    if (best === null || weight(small) < weight(best)) best = small;
    if (linesOf(best) <= ENOUGH.lines && best.script.length <= ENOUGH.commands) break;
  }
  return best;
}
