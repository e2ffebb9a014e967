/**
 * C14 and C15: what a breakpoint costs, with LINE on the code object, with DISABLE, with an opcode of its own.
 * @module
 */
import { BREAKPOINT_WAYS, type BreakpointWay, bindPlace, lineBreakpoint } from '../../machines/index.ts';
import { replay } from '../replay.ts';
import { REPLAY_PROFILES } from '../strategy-run.ts';
import { type Claim, count, type EvidenceRow, of, sum } from './claim.ts';
import type { Bench, Laboratory, MeasuredTool } from './laboratory.ts';
import { caseOf, type Ran, runSession, stepperOf } from './session-case.ts';
import { toolCase } from './tool-case.ts';

/** A line that is often reached, one that is rarely, one in a generator. */
const LINES: readonly { readonly program: string; readonly line: number; readonly what: string }[] = [
  { program: 'hot-loop', line: 3, what: 'often hit' },
  { program: 'hot-loop', line: 5, what: 'rarely hit' },
  { program: 'generator-heavy', line: 9, what: 'in a generator' },
  { program: 'deep-recursion', line: 4, what: 'in a recursion' },
];

const TITLE: Readonly<Record<BreakpointWay, string>> = {
  line: 'LINE on the code object',
  'line-disable': 'LINE, DISABLE at other lines',
  opcode: 'BREAKPOINT opcode',
};

/** The model's tool on a recording, and the same tool in the real CPython where that has it. */
function breakpointRow(
  laboratory: Laboratory,
  bench: Bench,
  { program, line, what }: (typeof LINES)[number],
  way: BreakpointWay,
): EvidenceRow {
  const source = laboratory.program(program);
  const run = bench.record(source);
  const bound = bindPlace({ module: run.module }, { kind: 'line', line });
  const sites = 'sites' in bound ? bound.sites : [];
  const profile = way === 'opcode' ? REPLAY_PROFILES['breakpoint-opcode'] : REPLAY_PROFILES.any;
  const ran = replay(run.events, lineBreakpoint(sites, way), { profile, keepDelivered: true });
  const starts = ran.delivered.filter((at) => run.events[at]?.event !== 'LINE' && way !== 'opcode').length;
  const real = way === 'opcode' ? undefined : bench.measure(source, [{ kind: 'breakpoint', line, way }]).tools[0];
  const inCpython = real === undefined ? 'no such event' : Object.values(real.events).reduce((a, b) => a + b, 0);
  return {
    subject: `${TITLE[way]}, ${what}`,
    python: bench.build,
    counts: {
      hits: ran.state.hits,
      events: ran.cost.events,
      'events that are no hits': ran.cost.events - ran.state.hits,
      'of these PY_START and PY_RESUME': starts,
      'events in CPython': inCpython,
      'hits in CPython': real?.report['hits'] ?? 'no such event',
      're-instrumented': ran.cost.reinstrumented,
    },
  };
}

/** DISABLE undone: another tool restarts events. */
function restartRow(laboratory: Laboratory, bench: Bench, beside: boolean): EvidenceRow {
  const tools: MeasuredTool[] = [{ kind: 'breakpoint', line: 5, way: 'line-disable-alone' }];
  if (beside) tools.push({ kind: 'restarter' });
  const told = bench.measure(laboratory.program('hot-loop'), tools).tools[0]!;
  return {
    subject: beside ? 'another tool calls restart_events at each call' : 'alone',
    python: bench.build,
    counts: { hits: told.report['hits'] ?? 0, 'LINE events': told.events['LINE'] ?? 0 },
  };
}

export const BREAKPOINT: Claim = {
  id: 'C14',
  claim:
    'A line breakpoint costs LINE events for its whole code object; a BREAKPOINT opcode that replaces the instruction would cost nothing elsewhere.',
  settle(laboratory) {
    const { benches } = laboratory;
    const rows = benches.flatMap((bench) =>
      LINES.flatMap((line) => BREAKPOINT_WAYS.map((way) => breakpointRow(laboratory, bench, line, way))),
    );
    const alone = benches.flatMap((bench) => [false, true].map((beside) => restartRow(laboratory, bench, beside)));
    const ways = (way: BreakpointWay) => rows.filter((r) => r.subject.startsWith(`${TITLE[way]}, `));
    const extra = (way: BreakpointWay) => sum(ways(way), 'events that are no hits');
    const free = extra('opcode') === 0;
    const starts = sum(ways('line-disable'), 'of these PY_START and PY_RESUME');
    const once = extra('line-disable') - starts;
    const agrees = rows.every(
      (r) => r.counts['events in CPython'] === 'no such event' || r.counts['events in CPython'] === r.counts['events'],
    );
    const undone = sum(of(alone, alone[1]!.subject), 'LINE events') - sum(of(alone, 'alone'), 'LINE events');
    const bench = benches.at(-1)!;
    const show = (way: 'line' | 'line-disable', title: string, side: 'for' | 'against') =>
      toolCase(
        laboratory,
        bench,
        'hot-loop',
        laboratory.program('hot-loop'),
        [{ kind: 'breakpoint', line: 5, way }],
        title,
        side,
      );
    return {
      verdict: !free ? 'refuted' : once < extra('line') ? 'conditional' : 'confirmed',
      condition: [
        `As stated it holds only for a tool that does not answer DISABLE: ${extra('line')} events that are no hits, over all programs and versions.`,
        `With DISABLE at the other line starts, on a tool id of its own, ${once} LINE events remain, one for each other line start that is reached, and then none; PY_START and PY_RESUME, which LINE depends on from 3.13 on and which may not be disabled, are ${starts} more.`,
        free
          ? 'The opcode delivers hits and nothing else.'
          : `The opcode delivers ${extra('opcode')} events that are no hits.`,
        `DISABLE is undone for all tools by anybody’s restart_events(): ${undone} LINE events more where another tool restarts at each call. The opcode does not depend on it.`,
        agrees ? 'The counts of the model and of CPython agree.' : 'The counts of the model and of CPython differ.',
      ].join(' '),
      evidence: [
        { id: 'breakpoint', title: 'What one breakpoint costs over a whole run', rows },
        { id: 'restart', title: 'DISABLE beside a tool that restarts events', program: 'hot-loop', rows: alone },
      ],
      cases: [
        show('line', 'LINE for the whole code object', 'for'),
        show('line-disable', 'DISABLE at the other lines', 'against'),
      ],
    };
  },
};

const OUT = { stop: 'tbreak loop; continue; out', breakpoint: 'tbreak loop; break 14; continue; out' };
const PROGRAM = 'hot-loop';

/** Events between the `out` and its stop. */
function duringOut(ran: Ran): number {
  const from = ran.done.transcript.stops.findLast((s) => s.command === 'out');
  const to = ran.done.transcript.stops.find((s) => s.event > (from?.event ?? 0))?.event ?? ran.run.events.length;
  return ran.done.delivered.filter((at) => at > (from?.event ?? 0) + 1 && at <= to).length;
}

export const STEP_OUT: Claim = {
  id: 'C15',
  claim: 'A function with a breakpoint is therefore stepped through as if stepping into it, and step out gets slower.',
  settle(laboratory) {
    const { benches } = laboratory;
    const rows = benches.flatMap((bench): EvidenceRow[] => {
      const session = (id: string, script: string) =>
        runSession(laboratory, bench, PROGRAM, script, stepperOf(laboratory, id));
      const plain = duringOut(session('C', OUT.stop));
      const { events, module } = bench.record(laboratory.program(PROGRAM));
      const bound = bindPlace({ module }, { kind: 'line', line: 14 });
      const own = replay(events, lineBreakpoint('sites' in bound ? bound.sites : [], 'line-disable'), {
        profile: REPLAY_PROFILES.any,
      });
      const row = (subject: string, n: number): EvidenceRow => ({
        subject,
        python: bench.build,
        counts: { 'events during out': n, 'more than without a breakpoint': n - plain },
      });
      return [
        row('no breakpoint, C', plain),
        row('breakpoint on the same tool id, C', duringOut(session('C', OUT.breakpoint))),
        row('breakpoint on a tool id of its own, C', plain + own.cost.events - own.state.hits),
        row('frame-local events, E', duringOut(session('E', OUT.breakpoint))),
        row('BREAKPOINT opcode, F', duringOut(session('F', OUT.breakpoint))),
      ];
    });
    const more = (subject: string) => sum(of(rows, subject), 'more than without a breakpoint');
    const one = more('breakpoint on the same tool id, C');
    const two = more('breakpoint on a tool id of its own, C');
    const opcode = more('BREAKPOINT opcode, F');
    const bench = benches.at(-1)!;
    const show = (id: string, title: string, side: 'for' | 'against') =>
      caseOf(runSession(laboratory, bench, PROGRAM, OUT.breakpoint, stepperOf(laboratory, id)), title, side);
    const each = (n: number) => (n / benches.length).toFixed(0);
    return {
      verdict: one <= 0 ? 'refuted' : two < one || opcode < one ? 'conditional' : 'confirmed',
      condition: `A step out of a loop of 60 turns costs ${each(sum(of(rows, 'no breakpoint, C'), 'events during out'))} event${count(rows[0], 'events during out') === 1 ? '' : 's'} without a breakpoint in the function. With one on the same tool id ${each(one)} more; with the breakpoint on a tool id of its own that answers DISABLE ${each(two)} more; with the opcode ${each(opcode)} more.`,
      evidence: [{ id: 'out', title: 'Step out of a function that holds a breakpoint', program: PROGRAM, rows }],
      cases: [
        show('C', 'one tool id: each line of the function is heard', 'for'),
        show('F', 'the opcode: nothing is heard but the return', 'against'),
      ],
    };
  },
};
