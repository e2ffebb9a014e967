import { describe, expect, it } from 'vitest';
import { POLICY_ROWS, type Policy, type PolicyRow, type RecordedEvent } from '../../../machines/index.ts';
import { POLICIES, type Recording, recording } from '../../../properties/index.ts';
import { ROW_CASES } from './policy-rows.ts';
import { oracle, record, stops } from './programs.ts';

/** The same program in two threads that take turns, event by event. */
function inTwoThreads(run: Recording): Recording {
  const other = (e: RecordedEvent): RecordedEvent => ({
    ...e,
    thread: 1,
    frame: e.frame + 1000,
    back: e.back === null ? null : e.back + 1000,
  });
  return recording(
    run.events.flatMap((e) => [e, other(e)]),
    run.module,
  );
}

describe('each row of a policy', () => {
  it.each(ROW_CASES)('$row: each value has a session in which it matters', async (c) => {
    const run = await record(c.source, ['1/0']);
    const second = c.also === undefined ? null : await record(c.also.source);
    const seen = POLICY_ROWS[c.row].map((value) => {
      const rows = { ...c.rows, [c.row]: value } as Partial<Policy>;
      const transcript = oracle(run, c.script, rows, c.filter);
      const refused = transcript.refusals.map((r) => ` refused: ${r.message}`).join('');
      const more = second === null ? '' : ` | ${stops(oracle(second, c.also!.script, rows))}`;
      return [value, stops(transcript) + refused + more] as const;
    });
    expect(Object.fromEntries(seen)).toEqual(c.stops);
    expect(new Set(Object.values(c.stops)).size).toBe(POLICY_ROWS[c.row].length);
  });

  it('STEP_OF_OTHER_THREADS: a stop in one thread keeps the other’s step, or drops it', async () => {
    const run = inTwoThreads(await record('x = 1\ny = 2\nz = 3\n'));
    const threads = (value: Policy['STEP_OF_OTHER_THREADS']) =>
      oracle(run, 'break 2; over; continue; continue; continue', {
        STEP_OF_OTHER_THREADS: value,
        BREAKPOINT_DURING_STEP: 'stops-and-keeps-step',
      }).stops.map((s) => `${s.thread}:${s.line}${s.reasons.includes('step') ? ' step' : ''}`);
    expect(threads('kept')).toEqual(['0:1', '0:2 step', '1:2']);
    const steps = (value: Policy['STEP_OF_OTHER_THREADS']) =>
      oracle(run, 'break 2; continue; over; over', { STEP_OF_OTHER_THREADS: value }).stops.map(
        (s) => `${s.thread}:${s.line}${s.reasons.includes('step') ? ' step' : ''}`,
      );
    // Thread 1 is stopped at its breakpoint while thread 0 steps from line 2.
    expect(steps('kept')).toEqual(['0:1', '0:2', '1:2', '0:3 step']);
    expect(steps('dropped')).toEqual(['0:1', '0:2', '1:2', '1:3 step']);
  });

  it('is tried, but for OTHER_THREADS, which says who runs, not where one stops', () => {
    const tried = new Set<string>([...ROW_CASES.map((c) => c.row), 'STEP_OF_OTHER_THREADS', 'OTHER_THREADS']);
    expect((Object.keys(POLICY_ROWS) as PolicyRow[]).filter((row) => !tried.has(row))).toEqual([]);
  });
});

describe('jumps back', () => {
  it.each(['3.12', '3.13', '3.14', '3.15'])(
    'lead to their own line in loops on one line alone, on %s',
    async (version) => {
      const run = await record('for i in (1, 2): x = i\nfor i in (1, 2):\n    x = i\n', [], version);
      const lines = run.trace.items.flatMap((i) => (i.kind === 'incident' && i.what === 'jump-back' ? [i.line] : []));
      expect(lines).toEqual([1, 1]);
    },
  );
});

describe('each named policy', () => {
  const SOURCE =
    'def g():\n    yield 1\n    yield 2\ndef f(n):\n    if n:\n        f(n - 1)\n    raise ValueError\nfor v in g():\n    try:\n        f(1)\n    except ValueError:\n        z = v\n';

  it.each(Object.entries(POLICIES))(
    '%s runs to the end of into *, over * and out *, both writings alike',
    async (_name, policy) => {
      const run = await record(SOURCE);
      for (const text of ['into *', 'break 2; continue; over *', 'break 7; continue; out *', 'until *']) {
        const { stops: shown, end } = oracle(run, text, policy);
        expect(end).toBe('program-end');
        expect(shown.length).toBeGreaterThan(1);
      }
    },
  );

  it('but pdb, which is bdb, and the two that know frames by depth, says something of its own of the rows’ programs', async () => {
    const said = new Map<string, string>(Object.keys(POLICIES).map((name) => [name, '']));
    for (const c of ROW_CASES) {
      const run = await record(c.source, ['1/0']);
      for (const [name, policy] of Object.entries(POLICIES))
        said.set(name, said.get(name)! + stops(oracle(run, c.script, policy, c.filter)));
    }
    const names = new Map<string, string[]>();
    for (const [name, text] of said) names.set(text, [...(names.get(text) ?? []), name]);
    expect([...names.values()].filter((same) => same.length > 1)).toEqual([
      ['bdb-monitoring', 'pdb'],
      ['trepan3k', 'js-debug'],
    ]);
  });
});
