import { beforeAll, describe, expect, it } from 'vitest';
import { parseScript } from '../../../machines/index.ts';
import { checkSchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

describe('steplaw check', () => {
  let document: ReturnType<typeof checkSchema.parse>;
  beforeAll(async () => {
    const { stdout } = await runCli('check', '--time', '4s', '--python', '3.14', '--jobs', '1', '--json');
    document = checkSchema.parse(JSON.parse(stdout));
  });

  it('judges every strategy, D on the version that it needs', () => {
    // D needs 3.15, whatever version the model is judged by.
    expect(document.strategies.map((s) => [s.id, s.profile])).toEqual([
      ['A', 'any'],
      ['B', 'any'],
      ['B2', 'any'],
      ['C', 'any'],
      ['C-call', 'any'],
      ['D', '3.15'],
      ['E', 'frame-events'],
      ['F', 'breakpoint-opcode'],
      ['bdb-monitoring', 'any'],
      ['oracle', 'full trace'],
    ]);
    for (const { id, laws } of document.strategies)
      expect(laws.filter((l) => l.runs > 0).length, id).toBeGreaterThan(40);
  });

  it('says what an inconclusive law needs', () => {
    const open = document.strategies[0]!.laws.filter((l) => l.verdict === 'inconclusive');
    expect(open.map((l) => l.reason)).toContain('needs a real debugger');
  });

  it('finds no law broken by C, D, E, F and the oracle', () => {
    for (const { id, laws } of document.strategies)
      if (/^([CDEF]|oracle)$/.test(id))
        expect(
          laws.filter((l) => l.verdict === 'broken'),
          id,
        ).toEqual([]);
  });

  it('shows a session for each broken law', () => {
    const broken = document.strategies.flatMap((s) => s.laws).filter((l) => l.verdict === 'broken');
    expect(broken.length).toBeGreaterThan(0);
    for (const { id, case: shown } of broken) {
      expect(shown?.explanation, id).toMatch(/\w/);
      // The smallest session may need no command, or no statement: an empty script and an empty program are some, too.
      expect(parseScript(shown?.script ?? '?').ok, id).toBe(true);
    }
  });

  it('counts what each kind of program costs', () => {
    for (const { id, costs } of document.strategies) {
      // The oracle asks for nothing.
      if (id === 'oracle') continue;
      expect(
        costs.map((c) => c.kind),
        id,
      ).toEqual(['hot loop', 'deep recursion', 'exception heavy', 'generator heavy']);
    }
    const events = (id: string) => document.strategies.find((s) => s.id === id)!.costs[0]!.cost.eventsPerStop;
    expect(events('A')).toBeGreaterThan(events('C'));
    expect(events('C')).toBeGreaterThan(events('F'));
  });

  it('kills known-wrong steppers by laws', () => {
    expect(document.mutants.length).toBeGreaterThan(60);
    expect(document.mutants.some((m) => m.killedBy.length > 0)).toBe(true);
  });

  it('judges the model against CPython first', () => {
    expect(document.conform.targets.map((t) => t.python.version)).toEqual(['3.14']);
    expect(document.conform.targets[0]!.runs).toBeGreaterThan(0);
  });
});
