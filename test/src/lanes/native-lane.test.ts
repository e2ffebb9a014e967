import { afterAll, describe, expect, it } from 'vitest';
import { lift } from '../../../model/lift/lift.ts';
import { findPythons, NATIVE_REMEDY } from '../../../src/lanes/find-pythons.ts';
import { LaneLost } from '../../../src/lanes/lane.ts';
import { NativeLane } from '../../../src/lanes/native-lane.ts';

const pythons = findPythons();

describe.runIf(pythons.length === 0)('NativeLane', () => {
  it('records on native CPythons', ({ skip }) => skip(`inconclusive: none found; ${NATIVE_REMEDY}`));
});

describe.each(pythons)('NativeLane, CPython $release', (python) => {
  const lane = new NativeLane(python, undefined, 300);
  afterAll(() => lane.close());
  const record = async (source: string) => (await lane.record([{ source }], { level: 'semantic', fuel: 1000 }))[0]!;

  it('records, parses and compiles', async () => {
    const trace = await record('print(1)\nx = hash("a")\n');
    expect(trace).toMatchObject({ stdout: '1\n', globals: [['x', '4644417185603328019']] });
    expect(await lane.parse('x')).toMatchObject({ tree: { kind: 'Module' } });
    expect(await lane.compile('x = (')).toMatchObject({ error: { type: 'SyntaxError' } });
  });

  it('tells the exact level: offsets that its own code has, and the way that a branch takes', async () => {
    const source = 'for i in range(2):\n    pass\n';
    const compiled = await lane.compile(source);
    const offsets = new Set(lift(compiled.code!, lane.version).instructions.map((i) => i.offset));
    const [trace] = await lane.record([{ source }], { level: 'exact', fuel: 1000 });
    for (const { event, offset } of trace!.events) {
      if (event === 'INSTRUCTION') expect(offsets).toContain(offset);
    }
    const ways = trace!.events.filter((e) => e.event.startsWith('BRANCH')).map((e) => e.direction);
    expect(ways).toEqual(['left', 'left', 'right']);
  });

  it('records for steppers', async () => {
    const [recording] = await lane.recordStepping([{ source: 'def f():\n    return 1\nf()\n' }], {
      fuel: 1000,
      conditions: [],
    });
    expect(recording!.events.filter((e) => e.event === 'PY_START').map((e) => e.code.qualname)).toEqual([
      '<module>',
      'f',
    ]);
  });

  it('interrupts endless loops and starts again after a crash', async () => {
    expect(await record('while True: pass')).toMatchObject({ end: 'fuel' });
    await expect(record('import os; os._exit(3)')).rejects.toBeInstanceOf(LaneLost);
    expect(await record('print(2)')).toMatchObject({ stdout: '2\n' });
  });
});
