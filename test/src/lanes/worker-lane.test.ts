import { afterAll, describe, expect, it } from 'vitest';
import { LaneLost } from '../../../src/lanes/lane.ts';
import { openWorkerLane } from '../../../src/lanes/worker-lane.ts';

const options = { level: 'semantic', fuel: 5000 } as const;

describe('openWorkerLane', () => {
  // Long enough for a cold interpreter on a busy machine to answer what does end.
  const timeout = 2500;
  const opened = Promise.all([openWorkerLane('3.12', { timeout }), openWorkerLane('3.14', { timeout })]);
  afterAll(async () => Promise.all((await opened).map((lane) => lane.close())));

  it('runs two versions side by side', async () => {
    const lanes = await opened;
    const program = { source: 'import sys\nprint(sys.version_info[:2])\n' };
    const traces = await Promise.all(lanes.map((lane) => lane.record([program, program], options)));
    expect(traces.map((both) => both.map((trace) => trace.stdout))).toEqual([
      ['(3, 12)\n', '(3, 12)\n'],
      ['(3, 14)\n', '(3, 14)\n'],
    ]);
    expect(await lanes[1].parse('x')).toMatchObject({ tree: { kind: 'Module' } });
    expect(await lanes[0].compile('x')).toMatchObject({ code: { name: '<module>' } });
  });

  it('interrupts a loop that has no events, even one that swallows the interrupt', async () => {
    const [, lane] = await opened;
    const loops = [
      'while True: pass\n',
      'while True:\n    try:\n        while True: pass\n    except BaseException:\n        x = 1\n',
    ];
    for (const source of loops) {
      const [trace] = await lane.record([{ source }], options);
      expect(trace).toMatchObject({ end: 'fuel' });
      expect(trace!.events.map((e) => e.event)).not.toContain('RAISE');
    }
  });

  it('interrupts on demand', async () => {
    const [lane] = await opened;
    const recording = lane.record([{ source: 'print(1)\nwhile True: pass\n' }], options);
    setTimeout(() => lane.interrupt(), 50);
    expect((await recording)[0]).toMatchObject({ end: 'fuel', stdout: '1\n' });
  });

  it('gives up an interpreter that does not come back, names the program, and starts another', async () => {
    const [lane] = await opened;
    const programs = [{ source: 'x = 1' }, { source: 'sum(range(10**12))' }];
    const lost = await lane.record(programs, options).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(lost).toBeInstanceOf(LaneLost);
    expect(lost).toMatchObject({ reason: 'hang', index: 1 });
    expect((await lane.record([{ source: 'print(2)' }], options))[0]).toMatchObject({ stdout: '2\n' });
  });
});
