/**
 * C8: ways into a Python frame that CALL does not show.
 * @module
 */
import { type Claim, type EvidenceRow, of, sum } from './claim.ts';
import type { Bench, Laboratory, Stepper } from './laboratory.ts';
import { caseOf, runSession, stepperOf } from './session-case.ts';

const PROGRAM = 'entries';
/** `# into 2: NAME`: the second `into` from here enters the frame. */
const MARK = /# into(?: (\d))?: (.+)$/;

interface Way {
  readonly name: string;
  readonly script: string;
  /** The stop that must be in the entered frame, from 0. */
  readonly stop: number;
}

/** The marked lines of the program, each with the session that steps into it. */
function waysOf(source: string): Way[] {
  return source.split('\n').flatMap((text, i): Way[] => {
    const mark = MARK.exec(text);
    if (mark === null) return [];
    const times = Number(mark[1] ?? 1);
    const script = `tbreak ${i + 1}; continue${'; into'.repeat(times)}`;
    return [{ name: mark[2]!, script, stop: times + 1 }];
  });
}

/** Each way under each stepper: where `into` must stop and where it does. */
export function entryRows(laboratory: Laboratory, bench: Bench, steppers: readonly Stepper[]): EvidenceRow[] {
  return waysOf(laboratory.program(PROGRAM)).map(({ name, script, stop: at }) => {
    const counts: Record<string, number | string> = {};
    let missed = 0;
    for (const stepper of steppers) {
      const ran = runSession(laboratory, bench, PROGRAM, script, stepper);
      const must = ran.expected.stops[at];
      const stop = ran.done.transcript.stops[at];
      counts['must stop in'] = must?.code ?? 'nothing';
      counts[stepper.id] = stop === undefined ? 'does not stop' : `${stop.code}:${stop.line}`;
      if (ran.difference !== null) missed++;
    }
    return { subject: name, python: bench.build, counts: { ...counts, missed } };
  });
}

export const ENTRIES: Claim = {
  id: 'C8',
  claim: 'Step into can be built by trapping CALL and setting the event set of the callee’s code in the callback.',
  settle(laboratory) {
    const { benches } = laboratory;
    const byCall = stepperOf(laboratory, 'C-call');
    const table = stepperOf(laboratory, 'C');
    const rows = benches.flatMap((bench) => entryRows(laboratory, bench, [byCall]));
    const control = benches.flatMap((bench) => entryRows(laboratory, bench, [table]));
    const names = [...new Set(rows.map((r) => r.subject))];
    const missed = names.filter((name) => sum(of(rows, name), 'missed') > 0);
    const shown = names.filter((name) => !missed.includes(name));
    const wrong = sum(control, 'missed');
    const bench = benches.at(-1)!;
    const show = (name: string | undefined, side: 'for' | 'against') => {
      const way = waysOf(laboratory.program(PROGRAM)).find((w) => w.name === name);
      if (way === undefined) return [];
      const ran = runSession(laboratory, bench, PROGRAM, way.script, byCall);
      return [caseOf(ran, `into by ${way.name}`, side)];
    };
    return {
      verdict: missed.length === 0 ? 'confirmed' : shown.length === 0 ? 'refuted' : 'conditional',
      condition: [
        `CALL shows ${shown.length} of ${names.length} ways into a Python frame (${shown.join(', ')}).`,
        missed.length > 0
          ? `It does not show ${missed.join(', ')}: step into runs past them.`
          : 'No other way was missed.',
        `With PY_START, PY_RESUME and PY_THROW set globally while an into is pending (strategy C) ${wrong === 0 ? 'none is' : `${wrong} are`} missed.`,
      ].join(' '),
      evidence: [
        { id: 'ways', title: 'Where `into` stops, trapping CALL', program: PROGRAM, rows },
        {
          id: 'control',
          title: 'Ways missed with entry events set globally',
          program: PROGRAM,
          rows: benches.map((b) => {
            const mine = control.filter((r) => r.python === b.build);
            return { subject: 'C', python: b.build, counts: { ways: mine.length, missed: sum(mine, 'missed') } };
          }),
        },
      ],
      cases: [...show(shown[0], 'for'), ...missed.flatMap((name) => show(name, 'against'))],
    };
  },
};
