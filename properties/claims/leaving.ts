/**
 * C9 and C10: what is left on code when a frame is left, and leaving by an exception.
 * @module
 */
import { type Claim, count, type EvidenceRow, of, sum } from './claim.ts';
import type { Bench, Laboratory, Stepper } from './laboratory.ts';
import { caseOf, type Ran, runSession, sessionRow, stepperOf } from './session-case.ts';

/** Sessions after which nothing may be left: the breakpoint is gone, the function was left. */
const LEFT = [
  { program: 'exception', script: 'tbreak f; continue; over; over; over' },
  { program: 'recursion', script: 'tbreak 4; continue; over; out; over' },
  { program: 'suspended', script: 'tbreak g; continue; over; over; over; over' },
  { program: 'generator-heavy', script: 'tbreak source; continue; over; out; over; over' },
];

/** Events heard in code in which nobody steps at the moment: after its frame was left, before a new command speaks of it. */
function residue(ran: Ran): number {
  const { events, trace } = ran.run;
  const { stops } = ran.done.transcript;
  const heard = new Set(ran.done.delivered);
  let n = 0;
  for (const [i, stop] of stops.entries()) {
    if (stop.command === null) break;
    const code = trace.codeOf.get(stop.frame);
    const to = stops[i + 1]?.event ?? events.length;
    let left = false;
    for (let at = stop.event + 1; at < to; at++) {
      const event = events[at]!;
      if (left && heard.has(at) && event.code === code && event.frame !== stop.frame) n++;
      if (event.frame === stop.frame && (event.event === 'PY_RETURN' || event.event === 'PY_UNWIND')) left = true;
    }
  }
  return n;
}

/** Local sets that are on at the end of the run although the session is over. */
function atEnd(ran: Ran): number {
  const local = new Map<unknown, number>();
  for (const { call } of ran.done.calls) if (call.call === 'set_local_events') local.set(call.code, call.events.length);
  return [...local.values()].filter((n) => n > 0).length;
}

export const RESIDUE: Claim = {
  id: 'C9',
  claim: 'When code is left its event set must be cleared, unless it holds a breakpoint.',
  settle(laboratory) {
    const { benches } = laboratory;
    const ids = ['B', 'B2', 'C', 'E'];
    const ran = benches.flatMap((bench) =>
      ids.flatMap((id) =>
        LEFT.map(({ program, script }) => ({
          id,
          program,
          ran: runSession(laboratory, bench, program, script, stepperOf(laboratory, id)),
        })),
      ),
    );
    const rows = ran.map(
      ({ id, program, ran: one }): EvidenceRow => ({
        subject: `${id}, ${program}`,
        python: one.bench.build,
        counts: {
          difference: one.difference ?? 'none',
          'events in code that was left': residue(one),
          'sets left at the end': atEnd(one),
        },
      }),
    );
    const uncleared = rows.filter((r) => r.subject.startsWith('B,') && count(r, 'events in code that was left') > 0);
    const wrong = rows.filter((r) => /^(?:C|E),/.test(r.subject) && r.counts['difference'] !== 'none');
    const clears = ran.filter((r) => r.id === 'B' && r.program === 'recursion' && r.ran.difference !== null);
    const bench = benches.at(-1)!;
    const show = (id: string, at: number, title: string, side: 'for' | 'against') =>
      caseOf(
        runSession(laboratory, bench, LEFT[at]!.program, LEFT[at]!.script, stepperOf(laboratory, id)),
        title,
        side,
      );
    return {
      verdict:
        uncleared.length === 0 ? 'refuted' : clears.length > 0 && wrong.length === 0 ? 'conditional' : 'confirmed',
      condition: [
        `Code that is left without being cleared goes on to deliver: ${sum(
          rows.filter((r) => r.subject.startsWith('B,')),
          'events in code that was left',
        )} events under B, which sees no exit by an exception.`,
        clears.length > 0
          ? 'But “left” is a matter of frames: B clears the code when an inner frame of it returns, and the outer frame’s step goes wrong. The set may go only when no frame of that code needs it any more: the union over frames that strategy C keeps, or sets on frames (E), where nothing is left to clear.'
          : '',
        wrong.length === 0 ? 'C and E stop where they must in each of these sessions.' : '',
      ]
        .filter((s) => s !== '')
        .join(' '),
      evidence: [{ id: 'left', title: 'What is left on code that was left', rows }],
      cases: [
        show('B', 0, 'the set stays on code that was left by an exception', 'for'),
        show('B', 1, 'clearing the code when an inner frame leaves it', 'against'),
      ],
    };
  },
};

const EXCEPTIONS = [
  { program: 'exception', script: 'break f; continue; over; over' },
  {
    program: 'exception-heavy',
    script:
      'tbreak stepped; continue; over; over; over; over; over; over; over; break 20; continue; over; clear 2; continue',
  },
];

/** PY_UNWIND events that a session heard. */
function unwinds(ran: Ran): number {
  return ran.done.delivered.filter((at) => ran.run.events[at]?.event === 'PY_UNWIND').length;
}

function unwindRows(laboratory: Laboratory, bench: Bench, stepper: Stepper): EvidenceRow[] {
  return EXCEPTIONS.map(({ program, script }) => {
    const ran = runSession(laboratory, bench, program, script, stepper);
    const { counts } = sessionRow(ran);
    return {
      subject: `${stepper.id}, ${program}`,
      python: bench.build,
      counts: {
        difference: ran.difference ?? 'none',
        events: counts['events'] ?? 0,
        'PY_UNWIND heard': unwinds(ran),
        'set writes': counts['set writes'] ?? 0,
        're-instrumented': counts['re-instrumented'] ?? 0,
      },
    };
  });
}

function always(laboratory: Laboratory, bench: Bench, program: string): EvidenceRow {
  const ran = bench.measure(laboratory.program(program), [{ kind: 'unwinding' }]);
  return {
    subject: `PY_UNWIND set for good, ${program}`,
    python: bench.build,
    counts: { 'PY_UNWIND heard': ran.tools[0]?.events['PY_UNWIND'] ?? 0, 'set writes': 1 },
  };
}

export const UNWINDING: Claim = {
  id: 'C10',
  claim:
    'A frame left by an exception gives no PY_RETURN, and PY_UNWIND must be requested globally, which defeats local events.',
  settle(laboratory) {
    const { benches } = laboratory;
    const rows = benches.flatMap((bench) => [
      ...EXCEPTIONS.map(({ program }) => always(laboratory, bench, program)),
      ...['B', 'C', ...(bench.version === '3.15' ? ['D'] : [])].flatMap((id) =>
        unwindRows(laboratory, bench, stepperOf(laboratory, id)),
      ),
    ]);
    const mine = (subject: string) => of(rows, subject);
    const lost = mine('B, exception').filter((r) => r.counts['difference'] === 'lost');
    const global = sum(mine('C, exception-heavy'), 'PY_UNWIND heard') / benches.length;
    const good = sum(mine('PY_UNWIND set for good, exception-heavy'), 'PY_UNWIND heard') / benches.length;
    const local = mine('D, exception-heavy');
    const needed = count(local[0], 'PY_UNWIND heard');
    const first = benches[0]!;
    const last = benches.at(-1)!;
    const { program, script } = EXCEPTIONS[0]!;
    const cases = [
      caseOf(
        runSession(laboratory, first, program, script, stepperOf(laboratory, 'B')),
        'B loses the step when its frame is left by an exception',
        'for',
      ),
    ];
    if (local.length > 0)
      cases.push(
        caseOf(
          runSession(laboratory, last, program, script, stepperOf(laboratory, 'D')),
          'D hears the exit locally',
          'against',
        ),
      );
    return {
      verdict:
        lost.length === 0
          ? 'refuted'
          : local.length > 0 && lost.length === benches.length
            ? 'conditional'
            : 'confirmed',
      condition: [
        `Without PY_UNWIND the step is lost on ${lost.map((r) => r.python.split(' ')[0]).join(', ')}.`,
        `Set for good it brings ${good.toFixed(0)} events on the exception-heavy program, set only while a step is pending ${global.toFixed(0)}: until the step arrives every exception of every function is paid for.`,
        local.length > 0
          ? `On ${local.map((r) => r.python.split(' ')[0]).join(', ')} PY_UNWIND can be local (strategy D): ${needed} such events, ${count(local[0], 'set writes')} set writes instead of ${count(mine('C, exception-heavy').at(-1), 'set writes')}, ${count(local[0], 're-instrumented')} instructions re-instrumented instead of ${count(mine('C, exception-heavy').at(-1), 're-instrumented')}.`
          : 'None of these versions takes it locally.',
      ].join(' '),
      evidence: [{ id: 'unwinding', title: 'Leaving by an exception', rows }],
      cases,
    };
  },
};
