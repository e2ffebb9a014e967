/**
 * C11, C12 and C13: several frames of one function, in threads or in recursion, and a table of frames that tells them apart.
 * @module
 */
import {
  frameTable,
  PY_THROW,
  PY_UNWIND,
  printScript,
  STARTS,
  type Strategy,
  tableWants,
} from '../../machines/index.ts';
import { strategyRunner } from '../judge.ts';
import { type Claim, type ClaimCase, count, counted, type EvidenceRow, of, sum } from './claim.ts';
import type { Bench, Laboratory, Stepper } from './laboratory.ts';
import { failuresOf, type ScheduledRecording, schedulesOf } from './schedules.ts';
import { caseOf, caseOfSubject, runScheduled, runSession, sessionRow, stepperOf } from './session-case.ts';
import { failureOf, generatedSessions, smallestFailure } from './sessions.ts';

const SEED = 12;
const PROGRAMS = 60;
const SCRIPTS = 4;

/** The program in which two threads run one function, and what its user says. */
const TWO_THREADS = 'threads/two-threads';
const THREAD_SCRIPTS = ['tbreak f; continue; over *', 'break f; continue; over *', 'break f; continue; out *'];
const MOST_SWITCHES = 2;

function scheduled(laboratory: Laboratory, bench: Bench): readonly ScheduledRecording[] {
  return schedulesOf(bench, laboratory.program(TWO_THREADS), 'line', MOST_SWITCHES);
}

/** Under how many of all schedules a stepper goes wrong. */
function scheduleRow(laboratory: Laboratory, bench: Bench, stepper: Stepper): EvidenceRow {
  const runs = scheduled(laboratory, bench);
  const failures = THREAD_SCRIPTS.flatMap((script) => failuresOf(runs, script, stepper));
  return {
    subject: stepper.id,
    python: `model of ${bench.build}`,
    counts: {
      sessions: runs.length * THREAD_SCRIPTS.length,
      wrong: failures.length,
      spurious: failures.filter((f) => f.kind === 'spurious').length,
      lost: failures.filter((f) => f.kind === 'lost').length,
    },
  };
}

/** The session with the fewest switches in which a stepper goes wrong so. */
function threadCase(
  laboratory: Laboratory,
  bench: Bench,
  stepper: Stepper,
  kind: 'spurious' | 'lost',
): readonly ClaimCase[] {
  const runs = scheduled(laboratory, bench);
  for (const script of THREAD_SCRIPTS) {
    const found = failuresOf(runs, script, stepper).find((f) => f.kind === kind);
    if (found === undefined) continue;
    const ran = runScheduled(laboratory, bench, TWO_THREADS, script, stepper, found);
    const switches = found.schedule.choices.length;
    return [caseOf(ran, `a ${kind} stop after ${counted(switches, 'switch', 'switches')} of threads`, 'for')];
  }
  return [];
}

export const THREADS: Claim = {
  id: 'C11',
  claim:
    'Stepping out of a function in one thread while stepping in it in another interfere, for the event set is on the code object.',
  settle(laboratory) {
    const { benches } = laboratory;
    const bench = benches.at(-1)!;
    const ids = ['B', 'B2', 'C', 'E'];
    const rows = ids.map((id) => scheduleRow(laboratory, bench, stepperOf(laboratory, id)));
    const b = of(rows, 'B')[0]!;
    const table = of(rows, 'C')[0]!;
    const stepper = stepperOf(laboratory, 'B');
    return {
      verdict: count(b, 'wrong') > 0 ? 'confirmed' : 'refuted',
      condition: `Two threads in one function, every schedule of at most ${MOST_SWITCHES} switches before lines: B goes wrong in ${count(b, 'wrong')} of ${count(b, 'sessions')} sessions, in ${count(b, 'spurious')} first by a stop in the wrong thread or frame (spurious), in ${count(b, 'lost')} by a stop that it misses (lost). Strategy C goes wrong in ${count(table, 'wrong')}.`,
      evidence: [{ id: 'schedules', title: 'Wrong sessions over all schedules', program: TWO_THREADS, rows }],
      cases: [...threadCase(laboratory, bench, stepper, 'spurious'), ...threadCase(laboratory, bench, stepper, 'lost')],
    };
  },
};

/** First differences from the oracle over generated sessions, by kind, where two frames of one function are involved. */
function recursionRow(bench: Bench, stepper: Stepper): EvidenceRow {
  const sessions = generatedSessions(bench, SEED, 0, PROGRAMS, SCRIPTS);
  const failures = sessions.flatMap(({ run, script }) => failureOf(run, script, stepper) ?? []);
  const mine = failures.filter((f) => f.class === 'recursion');
  return {
    subject: stepper.id,
    python: bench.build,
    counts: {
      sessions: sessions.length,
      'wrong with two frames of one function': mine.length,
      spurious: mine.filter((f) => f.kind === 'spurious').length,
      lost: mine.filter((f) => f.kind === 'lost').length,
    },
  };
}

export const RECURSION: Claim = {
  id: 'C12',
  claim: 'Two frames of one function in two modes interfere likewise under recursion.',
  settle(laboratory) {
    const { benches } = laboratory;
    const b = stepperOf(laboratory, 'B');
    const rows = benches.flatMap((bench) => ['B', 'C'].map((id) => recursionRow(bench, stepperOf(laboratory, id))));
    const [spurious, lost] = ['spurious', 'lost'].map((kind) => sum(of(rows, 'B'), kind));
    const wrong = sum(of(rows, 'B'), 'wrong with two frames of one function');
    const bench = benches.at(-1)!;
    const cases: ClaimCase[] = (['spurious', 'lost'] as const).flatMap((kind) => {
      const found = smallestFailure(bench, b, { kind, class: 'recursion' }, { seed: SEED, programs: PROGRAMS });
      if (found === null) return [];
      return [
        caseOfSubject(bench, found.source, printScript(found.script), b, `a ${kind} stop under recursion`, 'for'),
      ];
    });
    return {
      verdict: wrong > 0 ? 'confirmed' : 'refuted',
      condition: `Of ${sum(of(rows, 'B'), 'sessions')} generated sessions B goes wrong first with two frames of one function in ${wrong}: ${spurious} stop in the wrong frame (spurious), ${lost} miss the stop (lost). Strategy C goes wrong in ${sum(of(rows, 'C'), 'wrong with two frames of one function')}.`,
      evidence: [{ id: 'recursion', title: `First wrong stops under recursion (seed ${SEED})`, rows }],
      cases,
    };
  },
};

/** C without what the table alone does not have. */
function tableWithout(id: string, options: { readonly pending: number; readonly entries: number }): Stepper {
  const strategy: Strategy = {
    ...frameTable,
    id,
    wants: ({ stepper }) => tableWants(stepper, { ...options, local: 0, calls: 0 }),
  };
  return { id, sound: false, profile: 'any', runner: strategyRunner(strategy) };
}

const TABLE_ALONE = tableWithout('table alone', { pending: 0, entries: 0 });
const WITH_UNWIND = tableWithout('table and PY_UNWIND', { pending: PY_UNWIND, entries: 0 });
const WITH_ENTRIES = tableWithout('table and entries', { pending: 0, entries: STARTS | PY_THROW });

/** Programs whose frames of one function are many, stepped over. */
const SAME_CODE = [
  { program: 'recursion', script: 'tbreak 4; continue; over; over' },
  { program: 'deep-recursion', script: 'tbreak down; continue; over; over; over' },
];

/** Events in other frames of a code object in which a step is pending. */
function paidByOthers(laboratory: Laboratory, bench: Bench, stepper: Stepper): EvidenceRow[] {
  return SAME_CODE.map(({ program, script }) => {
    const ran = runSession(laboratory, bench, program, script, stepper);
    const frame = ran.done.transcript.stops[1]?.frame;
    const code = frame === undefined ? undefined : ran.run.trace.codeOf.get(frame);
    const others = ran.done.delivered.filter((at) => {
      const event = ran.run.events[at]!;
      return event.code === code && event.frame !== frame;
    });
    const { counts } = sessionRow(ran);
    return {
      subject: `${stepper.id}, ${program}`,
      python: bench.build,
      counts: {
        difference: ran.difference ?? 'none',
        events: counts['events'] ?? 0,
        'of other frames': others.length,
        checks: counts['checks'] ?? 0,
      },
    };
  });
}

/** Where sets on code are not enough, whatever the table. */
const NEEDS = [
  { what: 'recursion', program: 'recursion', script: 'tbreak 4; continue; over; out' },
  { what: 'exception exit', program: 'exception', script: 'break f; continue; over; over' },
  { what: 'into', program: 'recursion', script: 'break 8; continue; into' },
];

export const TABLE: Claim = {
  id: 'C13',
  claim: 'A side table of event sets per frame, finer than per thread and code object, repairs C11 and C12.',
  settle(laboratory) {
    const { benches } = laboratory;
    const whole = stepperOf(laboratory, 'C');
    const variants = [TABLE_ALONE, WITH_UNWIND, WITH_ENTRIES, whole];
    const needs = benches.flatMap((bench) =>
      variants.map((stepper): EvidenceRow => {
        const answers = NEEDS.map(({ what, program, script }) => {
          const ran = runSession(laboratory, bench, program, script, stepper);
          return [what, ran.difference ?? 'right'] as const;
        });
        return { subject: stepper.id, python: bench.build, counts: Object.fromEntries(answers) };
      }),
    );
    const paid = benches.flatMap((bench) =>
      ['C', 'E'].flatMap((id) => paidByOthers(laboratory, bench, stepperOf(laboratory, id))),
    );
    const right = (id: string, what: string) => of(needs, id).every((r) => r.counts[what] === 'right');
    const threads = [TABLE_ALONE, whole].map((stepper) => scheduleRow(laboratory, benches.at(-1)!, stepper));
    const repaired = right(TABLE_ALONE.id, 'recursion') && count(threads[0], 'wrong') === 0;
    const missing = NEEDS.map((n) => n.what).filter((what) => !right(TABLE_ALONE.id, what));
    const all = NEEDS.every(({ what }) => right('C', what));
    const bench = benches.at(-1)!;
    const show = (stepper: Stepper, at: number, title: string, side: 'for' | 'against') =>
      caseOf(runSession(laboratory, bench, NEEDS[at]!.program, NEEDS[at]!.script, stepper), title, side);
    const deep = (id: string, name: string) => count(of(paid, `${id}, deep-recursion`).at(-1), name);
    return {
      verdict: !repaired ? 'refuted' : missing.length > 0 || !all ? 'conditional' : 'confirmed',
      condition: [
        repaired
          ? 'The table by itself repairs threads (C11) and recursion (C12).'
          : 'The table by itself does not repair threads and recursion.',
        missing.length > 0
          ? `It does not repair ${missing.join(' and ')}: for these it needs PY_UNWIND set globally while a step is pending, and entry events set globally while an into is pending${all ? '; with both (strategy C) all is right' : ''}.`
          : '',
        `Every other frame of that code still pays: stepping over ${count(of(paid, 'C, deep-recursion').at(-1), 'of other frames')} events come from frames that nobody asked about (deep recursion), ${deep('E', 'of other frames')} with sets on frames, where ${deep('E', 'checks')} checks take their place.`,
        `Over all schedules of C11 the table by itself goes wrong in ${count(threads[0], 'wrong')} of ${count(threads[0], 'sessions')} sessions, C in ${count(threads[1], 'wrong')}.`,
      ]
        .filter((s) => s !== '')
        .join(' '),
      evidence: [
        { id: 'needs', title: 'What the table repairs, and what else it needs', rows: needs },
        { id: 'schedules', title: 'Two threads in one function, all schedules', program: TWO_THREADS, rows: threads },
        { id: 'paid', title: 'What other frames of the same code pay', rows: paid },
      ],
      cases: [
        show(TABLE_ALONE, 0, 'the table alone, recursion', 'for'),
        ...(missing.includes('exception exit')
          ? [show(TABLE_ALONE, 1, 'the table alone, a frame left by an exception', 'against')]
          : []),
        ...(missing.includes('into')
          ? [show(TABLE_ALONE, 2, 'the table alone, into a frame that is not in it', 'against')]
          : []),
      ],
    };
  },
};
