/**
 * C1 and C2: leaving a function by an exception, for a tool that wraps one function; a local check against a compiled point.
 * @module
 */
import { allCode, wrapFunction } from '../../machines/index.ts';
import { CO_NEWLOCALS, type CodeObject, compiledUnwind } from '../../model/index.ts';
import { replay } from '../replay.ts';
import { REPLAY_PROFILES } from '../strategy-run.ts';
import { type Claim, count, counted, type EvidenceRow, of, sum } from './claim.ts';
import type { Bench, Laboratory, MeasuredTool } from './laboratory.ts';
import { toolCase } from './tool-case.ts';

const PROGRAM = 'wrap';
type Way = Extract<MeasuredTool, { kind: 'wrap' }>['way'];
const WAYS: readonly Way[] = ['returns-only', 'unwind-always', 'unwind-while-active', 'unwind-local'];

/** The same tool in the model, on the recording; null where the version refuses it. */
function inModel(bench: Bench, source: string, name: string, way: Way): number | null {
  const run = bench.record(source);
  const code = allCode(run.module).find((c) => c.qualname === name)!;
  const profile = { ...REPLAY_PROFILES.any, localUnwind: bench.version === '3.15' };
  try {
    return replay(run.events, wrapFunction(code, way), { profile }).cost.events;
  } catch {
    return null;
  }
}

function wrapRow(laboratory: Laboratory, bench: Bench, name: string, way: Way): EvidenceRow {
  const source = laboratory.program(PROGRAM);
  const ran = bench.measure(source, [{ kind: 'wrap', function: name, way }]);
  const told = ran.tools[0];
  const subject = `${name}, ${way}`;
  if (told === undefined) return { subject, python: bench.build, counts: { refused: ran.refused ?? 'refused' } };
  const { entered = 0, returned = 0, raised = 0 } = told.report;
  const events = Object.values(told.events).reduce((a, b) => a + b, 0);
  return {
    subject,
    python: bench.build,
    counts: {
      entered,
      results: returned,
      exceptions: raised,
      unseen: entered - returned - raised,
      events,
      'events in the model': inModel(bench, source, name, way) ?? 'refused',
      'set writes': told.writes,
    },
  };
}

export const WRAPPING: Claim = {
  id: 'C1',
  claim:
    'Leaving a function by an exception is as well defined as leaving it by a result; a tool that wraps one function needs PY_UNWIND as a local event.',
  settle(laboratory) {
    const { benches } = laboratory;
    const rows = benches.flatMap((bench) =>
      ['f', 'g'].flatMap((name) => WAYS.map((way) => wrapRow(laboratory, bench, name, way))),
    );
    const missed = of(rows, 'f, returns-only').every((r) => count(r, 'unseen') > 0);
    const complete = of(rows, 'f, unwind-while-active').every((r) => count(r, 'unseen') === 0);
    const local = of(rows, 'f, unwind-local').filter((r) => r.counts['refused'] === undefined);
    const never = of(rows, 'g, unwind-always').filter((r) => count(r, 'unseen') > 0);
    const extra = sum(of(rows, 'f, unwind-always'), 'events') / benches.length;
    const least = count(of(rows, 'f, unwind-while-active')[0], 'entered') * 2;
    const writes = count(of(rows, 'f, unwind-while-active')[0], 'set writes');
    const source = laboratory.program(PROGRAM);
    const show = (bench: Bench, way: Way, title: string, side: 'for' | 'against') =>
      toolCase(laboratory, bench, PROGRAM, source, [{ kind: 'wrap', function: 'f', way }], title, side);
    return {
      verdict: !missed ? 'refuted' : complete ? 'conditional' : 'confirmed',
      condition: [
        missed ? 'PY_START and PY_RETURN alone miss every exceptional exit.' : 'PY_START and PY_RETURN see every exit.',
        complete
          ? `For a plain function no exit is missed with PY_UNWIND set globally while a call is active, at ${writes} set writes; set for good it brings ${extra.toFixed(0)} events where ${least} are of interest. So the local event is needed for what it costs, not for what is seen.`
          : 'PY_UNWIND set globally while a call is active misses exits too.',
        local.length === 0
          ? 'None of these versions takes it locally.'
          : `${local.map((r) => r.python.split(' ')[0]).join(', ')} takes it locally: ${counted(count(local[0], 'events'), 'event')}, ${counted(count(local[0], 'set writes'), 'set write')}.`,
        never.length === 0
          ? 'A generator closed outside any `try` is seen by PY_UNWIND on every version.'
          : `A generator closed outside any \`try\` is not seen at all, whatever is set, on ${never.map((r) => r.python.split(' ')[0]).join(', ')}.`,
      ].join(' '),
      evidence: [{ id: 'exits', title: 'A tool that wraps one function, four ways', program: PROGRAM, rows }],
      cases: [
        show(benches[0]!, 'returns-only', 'without PY_UNWIND the exceptional exits are missing', 'for'),
        show(
          benches[0]!,
          'unwind-while-active',
          'with PY_UNWIND global while a call is active none is missing',
          'against',
        ),
      ],
    };
  },
};

interface Shown {
  readonly event: string;
  readonly code: string;
  readonly line: number;
}

/** Bytes of instructions, entries of exception tables, summed over a program's functions. */
function sizes(module: CodeObject): { bytes: number; entries: number; functions: number } {
  const functions = allCode(module).filter((c) => (c.flags & CO_NEWLOCALS) !== 0);
  return {
    bytes: functions.reduce((n, c) => n + (c.instructions.at(-1)?.offset ?? 0) + (c.instructions.at(-1)?.size ?? 0), 0),
    entries: functions.reduce((n, c) => n + c.exceptionTable.length, 0),
    functions: functions.length,
  };
}

/** Without what the compiled point adds: its own instructions, and the events of being handled and raised again there. */
function projected(
  events: readonly (Shown & { offset?: number | undefined })[],
  ends: ReadonlyMap<string, number>,
): string {
  return events
    .filter(
      ({ event, code, offset }) =>
        event === 'PY_UNWIND' ||
        (event !== 'EXCEPTION_HANDLED' &&
          event !== 'RERAISE' &&
          (offset === undefined || offset < (ends.get(code) ?? Number.POSITIVE_INFINITY))),
    )
    .map(({ event, code, line }) => (event === 'PY_UNWIND' ? `${event} ${code}` : `${event} ${code} ${line}`))
    .join('\n');
}

function unwindRow(laboratory: Laboratory, bench: Bench, program: string): EvidenceRow {
  const code = bench.compile(laboratory.program(program));
  const other = compiledUnwind(code);
  const plain = bench.model(code);
  const wrapped = bench.model(other);
  const ends = new Map(
    allCode(code).map((c) => [c.qualname, (c.instructions.at(-1)?.offset ?? 0) + (c.instructions.at(-1)?.size ?? 0)]),
  );
  const n = (run: typeof plain, event: string) => run.events.filter((e) => e.event === event).length;
  const [before, after] = [sizes(code), sizes(other)];
  const same = projected(plain.events, ends) === projected(wrapped.events, ends) && plain.shown === wrapped.shown;
  return {
    subject: program,
    python: `model of ${bench.build}`,
    counts: {
      functions: before.functions,
      'code bytes': before.bytes,
      'bytes added': after.bytes - before.bytes,
      'table entries': before.entries,
      'entries added': after.entries - before.entries,
      'frames unwound': n(plain, 'PY_UNWIND'),
      'instructions added': n(wrapped, 'INSTRUCTION') - n(plain, 'INSTRUCTION'),
      'EXCEPTION_HANDLED added': n(wrapped, 'EXCEPTION_HANDLED') - n(plain, 'EXCEPTION_HANDLED'),
      'RERAISE added': n(wrapped, 'RERAISE') - n(plain, 'RERAISE'),
      'equal otherwise': same ? 'yes' : 'no',
    },
  };
}

export const UNWIND_POINT: Claim = {
  id: 'C2',
  claim:
    'RAISE and PY_UNWIND have no location in the code, so they cannot be instrumented like the rest; the alternative is to compile an unwind point into every function, which grows the code, slows exceptions and complicates the compiler.',
  settle(laboratory) {
    const { benches } = laboratory;
    const rows = benches.flatMap((b) => [PROGRAM, 'exception-heavy'].map((p) => unwindRow(laboratory, b, p)));
    const local = benches.map((bench): EvidenceRow => {
      const row = wrapRow(laboratory, bench, 'f', 'unwind-local');
      const checks = bench.record(laboratory.program(PROGRAM)).events.filter((e) => e.event === 'PY_UNWIND').length;
      return { ...row, subject: 'local check', counts: { 'frames unwound': checks, ...row.counts } };
    });
    const takes = local.filter((r) => r.counts['refused'] === undefined);
    const grows = rows.every((r) => count(r, 'bytes added') > 0 && count(r, 'instructions added') > 0);
    const equal = rows.every((r) => r.counts['equal otherwise'] === 'yes');
    const [one] = rows;
    const source = laboratory.program(PROGRAM);
    const sideCase = (taken: boolean) =>
      toolCase(
        laboratory,
        benches.find((_, i) => (local[i]!.counts['refused'] === undefined) === taken)!,
        PROGRAM,
        source,
        [{ kind: 'wrap', function: 'f', way: 'unwind-local' }],
        taken ? 'PY_UNWIND in a local set, without a location' : 'PY_UNWIND in a local set is refused',
        taken ? 'against' : 'for',
      );
    return {
      verdict: !grows ? 'refuted' : takes.length > 0 ? 'conditional' : 'confirmed',
      condition: [
        `A compiled unwind point adds ${((100 * sum(rows, 'bytes added')) / sum(rows, 'code bytes')).toFixed(0)} % of code, ${(sum(rows, 'entries added') / sum(rows, 'functions')).toFixed(1)} exception-table entries a function, and on each frame unwound ${(sum(rows, 'instructions added') / sum(rows, 'frames unwound')).toFixed(1)} instructions, an EXCEPTION_HANDLED and a RERAISE (${one?.subject}: ${count(one, 'EXCEPTION_HANDLED added')} and ${count(one, 'RERAISE added')} for ${count(one, 'frames unwound')} frames).`,
        equal ? 'Without these the event streams are equal.' : 'The event streams differ in more than that.',
        takes.length > 0
          ? `But a location is not needed: ${takes.map((r) => r.python.split(' ')[0]).join(', ')} takes PY_UNWIND in local sets and looks at the code’s set when a frame is unwound: one check a frame, no code.`
          : 'None of these versions takes PY_UNWIND in a local set.',
      ].join(' '),
      evidence: [
        { id: 'compiled', title: 'An unwind point compiled into every function', rows },
        { id: 'check', title: 'A check of the local set when a frame is unwound', program: PROGRAM, rows: local },
      ],
      cases: [
        ...(takes.length < benches.length ? [sideCase(false)] : []),
        ...(takes.length > 0 ? [sideCase(true)] : []),
      ],
    };
  },
};
