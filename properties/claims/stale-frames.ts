/**
 * C16: forward pointers from a frame to its last callee, and frames that look stale.
 * @module
 */
import { printScript } from '../../machines/index.ts';
import { type Claim, type ClaimCase, type EvidenceRow, of, sum } from './claim.ts';
import type { Laboratory } from './laboratory.ts';
import { caseOf, caseOfSubject, runSession, stepperOf } from './session-case.ts';
import { failureOf, generatedSessions, smallestFailure } from './sessions.ts';

const SEED = 16;
const PROGRAMS = 40;
const SCRIPTS = 4;

/** Where pointers help, and where they cannot. */
const SESSIONS: readonly { readonly what: string; readonly program: string; readonly script: string }[] = [
  {
    what: 'handler in the traced caller',
    program: 'exception',
    script: 'tbreak g; continue; over; into; over; over; over; over',
  },
  { what: 'handler in an untraced frame', program: 'untraced', script: 'break f; continue; over' },
  { what: 'generator left suspended', program: 'suspended', script: 'tbreak 13; continue; into; over; over; over' },
  { what: 'recursion', program: 'recursion', script: 'tbreak 4; continue; over; out' },
];

export const STALE: Claim = {
  id: 'C16',
  claim:
    'Keep a forward pointer from the calling frame to its last callee: when a frame exits by an exception the pointer is still there at the caller’s next event, and the callee’s code can be cleared then; every local event must check for stale frames.',
  settle(laboratory: Laboratory) {
    const { benches } = laboratory;
    const ids = ['B', 'B2', 'C'];
    const rows = SESSIONS.flatMap(({ what, program, script }) =>
      benches.map((bench): EvidenceRow => {
        const answers = ids.map((id) => {
          const ran = runSession(laboratory, bench, program, script, stepperOf(laboratory, id));
          return [id, ran.difference ?? 'right'] as const;
        });
        const b2 = runSession(laboratory, bench, program, script, stepperOf(laboratory, 'B2'));
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
    const show = (what: string, side: 'for' | 'against'): ClaimCase => {
      const { program, script } = SESSIONS.find((s) => s.what === what)!;
      return caseOf(runSession(laboratory, bench, program, script, b2), `B2: ${what}`, side);
    };
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
