/**
 * C5: what monitoring changes in the program, and in what other tools see.
 * @module
 */
import fc from 'fast-check';
import { print } from '../../model/index.ts';
import { programArbitrary } from '../arbitraries/program.ts';
import { steppingProgramArbitrary } from '../arbitraries/stepping-program.ts';
import { type Claim, type ClaimCase, count, type EvidenceRow, sum } from './claim.ts';
import type { Bench, Laboratory } from './laboratory.ts';
import { HEAVY, offers, runSession, sessionRow } from './session-case.ts';
import { toolCase } from './tool-case.ts';

const PROGRAMS = ['wrap', 'branches', 'entries', 'exception-heavy', 'generator-heavy', 'deep-recursion'];
const GENERATED = 40;
const SEED = 5;

function generated(): string[] {
  const some = { seed: SEED, numRuns: GENERATED / 2 };
  return [
    ...fc.sample(steppingProgramArbitrary(), some),
    ...fc.sample(programArbitrary({ size: 0.3 }), some).map((p) => p.module),
  ].map((module) => print(module).source);
}

/** Whether programs show the same with nothing monitored and with every event on. */
function shownRow(bench: Bench, subject: string, sources: readonly string[]): EvidenceRow {
  const differs = sources.filter(
    (source) =>
      bench.measure(source, [{ kind: 'silent' }]).shown !== bench.measure(source, [{ kind: 'everything' }]).shown,
  );
  return { subject, python: bench.build, counts: { programs: sources.length, differ: differs.length } };
}

function footprintRow(laboratory: Laboratory, bench: Bench): EvidenceRow {
  const source = laboratory.program('wrap');
  const told = (run: ReturnType<Bench['measure']>, i: number) => run.tools[i]!.events;
  const alone = told(bench.measure(source, [{ kind: 'observer' }]), 0);
  const beside = told(bench.measure(source, [{ kind: 'unwinding' }, { kind: 'observer' }]), 1);
  const names = [...new Set([...Object.keys(alone), ...Object.keys(beside)])].sort();
  const added = names.map((n) => [`${n} added`, (beside[n] ?? 0) - (alone[n] ?? 0)] as const);
  return {
    subject: 'PY_UNWIND set by a debugger',
    python: bench.build,
    counts: { ...Object.fromEntries(added), 'events added': added.reduce((n, [, more]) => n + more, 0) },
  };
}

export const TRANSPARENCY: Claim = {
  id: 'C5',
  claim: 'The debugger must not change what the program does, and its overhead should be known.',
  settle(laboratory) {
    const { benches } = laboratory;
    const sources = generated();
    const shown = benches.flatMap((bench) => [
      shownRow(bench, 'programs of the corpus', PROGRAMS.map(laboratory.program)),
      shownRow(bench, `generated programs, seed ${SEED}`, sources),
    ]);
    const footprint = benches.map((bench) => footprintRow(laboratory, bench));
    const costs = benches.slice(-1).flatMap((bench) =>
      laboratory.steppers
        .filter((stepper) => offers(bench, stepper))
        .flatMap((stepper) =>
          HEAVY.map(({ program, script }) => {
            const row = sessionRow(runSession(laboratory, bench, program, script, stepper));
            return { ...row, subject: `${stepper.id}, ${program}` };
          }),
        ),
    );
    const differ = sum(shown, 'differ');
    const touched = benches.filter((_, i) => count(footprint[i], 'events added') !== 0);
    const quiet = benches.filter((b) => !touched.includes(b));
    const side = (bench: Bench | undefined, title: string, speaks: 'for' | 'against'): ClaimCase[] =>
      bench === undefined
        ? []
        : [
            toolCase(
              laboratory,
              bench,
              'wrap',
              laboratory.program('wrap'),
              [{ kind: 'unwinding' }, { kind: 'observer' }],
              title,
              speaks,
            ),
          ];
    return {
      verdict: differ > 0 ? 'refuted' : touched.length > 0 ? 'conditional' : 'confirmed',
      condition: [
        `Output, globals and exception with every event on equal those with none in ${sum(shown, 'programs') - differ} of ${sum(shown, 'programs')} runs.`,
        touched.length === 0
          ? 'No other tool sees anything else.'
          : `What other tools see does change: a debugger that sets PY_UNWIND makes the closing of a generator that stands outside any \`try\` visible, on ${touched.map((b, i) => `${b.release} (${count(footprint[benches.indexOf(b)], 'events added')} events${i === 0 ? ' for six generators' : ''})`).join(', ')}${quiet.length > 0 ? `; not on ${quiet.map((b) => b.release).join(', ')}` : ''}.`,
        'Recursion depth, and finalisers that a real debugger’s references delay, need real debuggers: inconclusive here.',
      ].join(' '),
      evidence: [
        { id: 'shown', title: 'What programs show, monitored and not', rows: shown },
        { id: 'footprint', title: 'What another tool is told more', program: 'wrap', rows: footprint },
        { id: 'overhead', title: 'What a session over the whole run costs', rows: costs },
      ],
      cases: [
        ...side(quiet[0], 'another tool hears the same', 'for'),
        ...side(touched[0], 'another tool hears of closings that it did not hear of before', 'against'),
      ],
    };
  },
};
