/**
 * C6 and C7: which laws each way of stepping keeps, with what it costs; events that belong to frames.
 * @module
 */
import { frameEvents, printScript, type Strategy } from '../../machines/index.ts';
import { judgedSession, judgeSession, newTallies, strategyRunner } from '../judge.ts';
import { LAWS } from '../laws/index.ts';
import { POLICIES } from '../policies.ts';
import { SharedFindings } from '../shared-findings.ts';
import { type Claim, type ClaimCase, type EvidenceRow, of, sum } from './claim.ts';
import { entryRows } from './entries.ts';
import type { Bench, Laboratory, Stepper } from './laboratory.ts';
import { caseOf, caseOfSubject, HEAVY, offers, runSession, sessionRow, stepperOf } from './session-case.ts';
import { type Generated, generatedSessions, smallestFailure, type Wanted } from './sessions.ts';

const SEED = 6;
const PROGRAMS = 64;
const SCRIPTS = 4;
const STRICT = LAWS.filter((law) => law.policies === undefined || law.policies.includes('strict'));

interface Kept {
  readonly row: EvidenceRow;
  readonly broken: ReadonlySet<string>;
}

/** One stepper under every law that `strict` gives a premise. */
function keptBy(
  bench: Bench,
  stepper: Stepper,
  sessions: readonly Generated[],
  shared: readonly SharedFindings[],
): Kept {
  const tallies = newTallies(STRICT);
  const broken = new Set<string>();
  const stopLaws = new Set<string>();
  const cost = { stops: 0, events: 0, checks: 0, writes: 0 };
  let bad = 0;
  for (const [n, { run, script }] of sessions.entries()) {
    const session = judgedSession(run, { script, policy: POLICIES.strict }, stepper.runner);
    cost.stops += session.done.transcript.stops.length;
    cost.events += session.done.cost.events;
    cost.checks += session.done.cost.checks;
    cost.writes += session.done.cost.writes;
    const found = judgeSession(session, STRICT, { tallies, shared: shared[n]! });
    if (found.length > 0) bad++;
    for (const { law } of found) (law.stopLaw ? stopLaws : broken).add(law.id);
  }
  const exercised = [...tallies.values()].filter((t) => t.exercised > 0).length;
  const row: EvidenceRow = {
    subject: stepper.id,
    python: bench.build,
    counts: {
      sessions: sessions.length,
      'sessions that break a law': bad,
      'laws exercised': exercised,
      'stop laws broken': stopLaws.size,
      'other laws broken': broken.size,
      stops: cost.stops,
      events: cost.events,
      checks: cost.checks,
      'set writes': cost.writes,
    },
  };
  return { row, broken: new Set([...stopLaws, ...broken]) };
}

type Judged = readonly (Kept & { readonly stepper: Stepper })[];

/** Two claims look at the same sessions of one laboratory. */
const judged = new WeakMap<Laboratory, Judged>();

function judgeAll(laboratory: Laboratory): Judged {
  const all = judged.get(laboratory) ?? judgeEach(laboratory);
  judged.set(laboratory, all);
  return all;
}

function judgeEach(laboratory: Laboratory): Judged {
  return laboratory.benches.flatMap((bench) => {
    const sessions = generatedSessions(bench, SEED, 0, PROGRAMS, SCRIPTS);
    const shared = sessions.map(() => new SharedFindings());
    return laboratory.steppers
      .filter((stepper) => offers(bench, stepper))
      .map((stepper) => ({ stepper, ...keptBy(bench, stepper, sessions, shared) }));
  });
}

/** What is looked for first: the ways to fail that claims speak of. */
const WANTED: readonly Wanted[] = [
  { kind: 'spurious', class: 'recursion' },
  { kind: 'lost', class: 'exception exit' },
  { kind: 'lost', class: 'generator exit' },
  { kind: 'lost', class: 'other' },
];

/** The smallest failures of a stepper: of B one of each way that was found, of others the first. */
function smallest(laboratory: Laboratory, bench: Bench, id: string): ClaimCase[] {
  const stepper = stepperOf(laboratory, id);
  let cases = 0;
  return WANTED.flatMap((wanted): ClaimCase[] => {
    if (cases > 0 && id !== 'B') return [];
    const found = smallestFailure(bench, stepper, wanted, { seed: SEED, programs: PROGRAMS });
    if (found === null) return [];
    cases++;
    const title = `${id}: a ${wanted.kind} stop, ${wanted.class}`;
    return [caseOfSubject(bench, found.source, printScript(found.script), stepper, title, 'for')];
  });
}

export const STEPPING: Claim = {
  id: 'C6',
  claim: 'Step into, step over and step out should be fast, robust and reliable, and the interface makes that hard.',
  settle(laboratory) {
    const bench = laboratory.benches.at(-1)!;
    const kept = judgeAll(laboratory);
    const rows = kept.map((k) => k.row);
    const ids = (test: (id: string) => boolean) => laboratory.steppers.map((s) => s.id).filter(test);
    const breaks = (id: string) => sum(of(rows, id), 'stop laws broken') > 0;
    const faulty = ids(breaks);
    const sound = ids((id) => !breaks(id) && of(rows, id).length > 0);
    const perStop = (id: string) =>
      `${id} ${(sum(of(rows, id), 'events') / Math.max(1, sum(of(rows, id), 'stops'))).toFixed(1)}`;
    const costly = sound.filter((id) => sum(of(rows, id), 'other laws broken') > 0);
    const proposed = sound.filter((id) =>
      ['frame-events', 'breakpoint-opcode'].includes(stepperOf(laboratory, id).profile),
    );
    const today = sound.filter((id) => !proposed.includes(id) && !costly.includes(id));
    const cases: ClaimCase[] = faulty.flatMap((id) => smallest(laboratory, bench, id));
    const [good] = today;
    if (good !== undefined) {
      const ran = runSession(
        laboratory,
        bench,
        'recursion',
        'break 4; continue; over; out',
        stepperOf(laboratory, good),
      );
      cases.push(caseOf(ran, `${good} steps over recursion`, 'against'));
    }
    return {
      verdict: faulty.length === 0 ? 'refuted' : today.length > 0 ? 'conditional' : 'confirmed',
      condition: [
        `Of ${laboratory.steppers.length} ways to step, ${faulty.join(', ')} break stop laws; ${sound.join(', ')} keep all that were exercised${costly.length === 0 ? '' : `, ${costly.join(', ')} at a cost that other laws forbid`}.`,
        today.length > 0
          ? `So today’s interface allows robust stepping (${today.join(', ')}), for those who keep a table of frames and know when to set entries and PY_UNWIND globally; the obvious ways fail.`
          : 'None of those keep to today’s interface.',
        `Events delivered per stop: ${[...faulty, ...sound].map(perStop).join(', ')}.`,
      ].join(' '),
      evidence: [{ id: 'laws', title: `Laws kept over generated sessions (seed ${SEED})`, rows }],
      cases,
    };
  },
};

/** E without `entered`: sets on frames alone. */
const WITHOUT_ENTERED: Strategy = {
  ...frameEvents,
  id: 'E without entered',
  wants(state) {
    const wants = frameEvents.wants(state);
    return { ...wants, frames: wants.frames.map((f) => ({ ...f, entered: 0 })) };
  },
};

export const FRAMES: Claim = {
  id: 'C7',
  claim: 'Events should be settable per frame, not only per code object.',
  settle(laboratory) {
    const bench = laboratory.benches.at(-1)!;
    const ids = ['B', 'C', 'E'];
    const compared = laboratory.benches.flatMap((b) =>
      ids.flatMap((id) =>
        HEAVY.map(({ program, script }) => {
          const row = sessionRow(runSession(laboratory, b, program, script, stepperOf(laboratory, id)));
          return { ...row, subject: `${id}, ${program}` };
        }),
      ),
    );
    const alone: Stepper = {
      id: WITHOUT_ENTERED.id,
      sound: false,
      profile: 'frame-events',
      runner: strategyRunner(WITHOUT_ENTERED),
    };
    const ways = laboratory.benches.flatMap((b) =>
      [stepperOf(laboratory, 'E'), alone].map((stepper): EvidenceRow => {
        const rows = entryRows(laboratory, b, [stepper]);
        return {
          subject: stepper.id,
          python: b.build,
          counts: { 'ways into a frame': rows.length, missed: sum(rows, 'missed') },
        };
      }),
    );
    const laws = judgeAll(laboratory);
    const brokenBy = (id: string) => new Set(laws.filter((k) => k.stepper.id === id).flatMap((k) => [...k.broken]));
    const gained = [...brokenBy('B')].filter((law) => !brokenBy('E').has(law));
    const total = (id: string, name: string) =>
      sum(
        compared.filter((r) => r.subject.startsWith(`${id},`)),
        name,
      );
    const missed = sum(of(ways, WITHOUT_ENTERED.id), 'missed');
    const sound = brokenBy('E').size === 0;
    const one = (stepper: Stepper, program: string, script: string, title: string, side: 'for' | 'against') =>
      caseOf(runSession(laboratory, bench, program, script, stepper), title, side);
    return {
      verdict: !sound ? 'refuted' : missed > 0 ? 'conditional' : 'confirmed',
      condition: [
        sound ? 'Strategy E keeps every law that was exercised' : `Strategy E breaks ${[...brokenBy('E')].join(', ')}`,
        `, ${gained.length} more than B, with ${total('E', 'events')} events where C has ${total('C', 'events')}, ${total('E', 'set writes')} set writes (C: ${total('C', 'set writes')}) and ${total('E', 're-instrumented')} instructions re-instrumented (C: ${total('C', 're-instrumented')}); other frames of the same code pay ${total('E', 'checks')} checks.`,
        missed > 0
          ? ` Sets on frames alone are not enough: into a frame that does not exist yet they miss ${missed} of ${sum(of(ways, WITHOUT_ENTERED.id), 'ways into a frame')} entries; \`entered\` repairs ${missed - sum(of(ways, 'E'), 'missed')}.`
          : '',
      ].join(''),
      evidence: [
        { id: 'cost', title: 'Sets on frames against sets on code', rows: compared },
        { id: 'entered', title: 'Entries that `into` sees', program: 'entries', rows: ways },
        {
          id: 'laws',
          title: 'Laws broken by B and kept by E',
          rows: gained.map((law) => ({
            subject: law,
            python: laboratory.benches.map((b) => b.release).join(', '),
            counts: { B: 'broken', E: 'kept' },
          })),
        },
      ],
      cases: [
        one(
          stepperOf(laboratory, 'E'),
          'recursion',
          'break 4; continue; over; out',
          'frames of one function in two modes',
          'for',
        ),
        one(
          alone,
          'recursion',
          'break 8; continue; into',
          'into a frame that does not exist yet, without `entered`',
          'against',
        ),
      ],
    };
  },
};
