import { beforeAll, describe, expect, it } from 'vitest';
import { checkSchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

describe('steplaw check', () => {
  let document: ReturnType<typeof checkSchema.parse>;
  beforeAll(async () => {
    const { stdout } = await runCli('check', '--time', '4s', '--python', '3.14', '--json');
    document = checkSchema.parse(JSON.parse(stdout));
  });

  it('judges every strategy, D on the version that it needs', () => {
    expect(document.strategies.map((s) => s.id)).toEqual([
      'A',
      'B',
      'B2',
      'C',
      'C-call',
      'D',
      'E',
      'F',
      'bdb-monitoring',
    ]);
    for (const { id, laws } of document.strategies)
      expect(laws.filter((l) => l.runs > 0).length, id).toBeGreaterThan(40);
  });

  it('says what an inconclusive law needs', () => {
    const open = document.strategies[0]!.laws.filter((l) => l.verdict === 'inconclusive');
    expect(open.map((l) => l.reason)).toContain('needs a real debugger');
  });

  it('finds no law broken by C, D, E and F', () => {
    for (const { id, laws } of document.strategies)
      if (/^[CDEF]$/.test(id))
        expect(
          laws.filter((l) => l.verdict === 'broken'),
          id,
        ).toEqual([]);
  });

  it('shows a session for each broken law', () => {
    const broken = document.strategies.flatMap((s) => s.laws).filter((l) => l.verdict === 'broken');
    expect(broken.length).toBeGreaterThan(0);
    for (const { id, case: shown } of broken) expect(shown?.script, id).toMatch(/\w/);
  });

  it('counts what each kind of program costs', () => {
    for (const { id, costs } of document.strategies) {
      expect(
        costs.map((c) => c.kind),
        id,
      ).toEqual(['hot loop', 'deep recursion', 'exception heavy', 'generator heavy']);
    }
    const events = (id: string) => document.strategies.find((s) => s.id === id)!.costs[0]!.cost.eventsPerStop;
    expect(events('A')).toBeGreaterThan(events('C'));
    expect(events('C')).toBeGreaterThan(events('F'));
  });
});
