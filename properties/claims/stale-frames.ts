/**
 * C16: forward pointers from a frame to its last callee, and frames that look stale.
 * @module
 */
import { printScript } from '../../machines/index.ts';
import { type Claim, type ClaimCase, type EvidenceRow, of, sum } from './claim.ts';
import type { Bench, Laboratory, Stepper } from './laboratory.ts';
import { caseOf, caseOfSubject, type Ran, runScheduled, runSession, stepperOf } from './session-case.ts';
import { failureOf, generatedSessions, smallestFailure } from './sessions.ts';

const SEED = 16;
const PROGRAMS = 40;
const SCRIPTS = 4;

/** Where pointers help, and where they cannot. */
const SESSIONS: readonly {
  readonly what: string;
  readonly program: string;
  readonly script: string;
  /** It has threads: the model runs it, none is switched before it has to be. */
  readonly threads?: true;
}[] = [
  {
    what: 'handler in the traced caller',
    program: 'exception',
    script: 'tbreak g; continue; over; into; over; over; over; over',
  },
  { what: 'handler in an untraced frame', program: 'untraced', script: 'break f; continue; over' },
  { what: 'generator left suspended', program: 'suspended', script: 'tbreak 13; continue; into; over; over; over' },
  { what: 'recursion', program: 'recursion', script: 'tbreak 4; continue; over; out' },
  { what: 'thread end', program: 'threads/thread-end', script: 'tbreak g; continue; over; over', threads: true },
];

/** One of these sessions. @throws Error where the model does not run the program to its end */
function sessionOf(laboratory: Laboratory, bench: Bench, what: string, stepper: Stepper): Ran {
  const { program, script, threads } = SESSIONS.find((s) => s.what === what)!;
  if (threads === undefined) return runSession(laboratory, bench, program, script, stepper);
  const ran = bench.recordThreads(laboratory.program(program), { granularity: 'line', choices: [] });
  if (ran === null) throw new Error(`${laboratory.path(program)} does not end in the model`);
  return runScheduled(laboratory, bench, program, script, stepper, ran);
}

export const STALE: Claim = {
  id: 'C16',
  claim:
    'Keep a forward pointer from the calling frame to its last callee: when a frame exits by an exception the pointer is still there at the caller’s next event, and the callee’s code can be cleared then; every local event must check for stale frames.',
  settle(laboratory: Laboratory) {
    const { benches } = laboratory;
    const ids = ['B', 'B2', 'C'];
    const rows = SESSIONS.flatMap(({ what }) =>
      benches.map((bench): EvidenceRow => {
        const answers = ids.map((id) => {
          const ran = sessionOf(laboratory, bench, what, stepperOf(laboratory, id));
          return [id, ran.difference ?? 'right'] as const;
        });
        const b2 = sessionOf(laboratory, bench, what, stepperOf(laboratory, 'B2'));
        return {
          subject: what,
          python: bench.build,
          counts: { ...Object.fromEntries(answers), 'checks by B2': b2.done.cost.events },
        };
      }),
    );
    const counted = benches.map((bench): EvidenceRow => {
      const sessions = generatedSessions(bench, SEED, 0, PROGRAMS, SCRIPTS);
      const wrong = (id: string) =>
        sessions.filter((s) => failureOf(s.run, s.script, stepperOf(laboratory, id)) !== null).length;
      return {
        subject: `generated sessions, seed ${SEED}`,
        python: bench.build,
        counts: { sessions: sessions.length, 'B wrong': wrong('B'), 'B2 wrong': wrong('B2'), 'C wrong': wrong('C') },
      };
    });
    const whats = SESSIONS.map((s) => s.what);
    const all = (what: string, id: string, answer: (a: unknown) => boolean) =>
      of(rows, what).every((r) => answer(r.counts[id]));
    const repaired = whats.filter(
      (what) => all(what, 'B', (a) => a !== 'right') && all(what, 'B2', (a) => a === 'right'),
    );
    const survive = whats.filter((what) => !all(what, 'B2', (a) => a === 'right'));
    const bench = benches.at(-1)!;
    const b2 = stepperOf(laboratory, 'B2');
    const show = (what: string, side: 'for' | 'against'): ClaimCase =>
      caseOf(sessionOf(laboratory, bench, what, b2), `B2: ${what}`, side);
    const found = smallestFailure(
      bench,
      b2,
      { kind: 'lost', class: 'exception exit' },
      { seed: SEED, programs: PROGRAMS },
    );
    const cases = [...repaired.map((w) => show(w, 'for')), ...survive.map((w) => show(w, 'against'))];
    if (found !== null)
      cases.push(
        caseOfSubject(
          bench,
          found.source,
          printScript(found.script),
          b2,
          'B2: the smallest loss by an exception',
          'against',
        ),
      );
    return {
      verdict: repaired.length === 0 ? 'refuted' : survive.length > 0 ? 'conditional' : 'confirmed',
      condition: [
        repaired.length > 0
          ? `Forward pointers repair: ${repaired.join(', ')}.`
          : 'Forward pointers repair none of the sessions tried.',
        survive.length > 0 ? `They do not repair: ${survive.join(', ')}.` : '',
        `Every local event is a check: ${sum(rows, 'checks by B2')} in these ${rows.length} sessions.`,
      ]
        .filter((s) => s !== '')
        .join(' '),
      evidence: [
        { id: 'sessions', title: 'Sessions with and without forward pointers', rows },
        { id: 'generated', title: 'First wrong stops over generated sessions', rows: counted },
      ],
      cases,
    };
  },
};
