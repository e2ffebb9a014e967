import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { eventNumbers } from '../../../model/monitoring/event-number.ts';
import { disSchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'steplaw-dis-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

const LOOP = file(
  'loop.py',
  'def f(n):\n    return n + 1\n\nfor i in (1, 2):\n    try:\n        f(i)\n    except TypeError:\n        pass\n',
);

async function dis(...options: string[]): Promise<z.infer<typeof disSchema>> {
  const { code, stdout } = await runCli('dis', LOOP, '--json', ...options);
  expect(code).toBe(0);
  return disSchema.parse(JSON.parse(stdout));
}

describe('steplaw dis', () => {
  it('shows every instruction with line, offset, argument, columns and events, and the handlers', async () => {
    const { code, stdout } = await runCli('dis', LOOP, '--python', '3.14');
    expect(code).toBe(0);
    const row = (op: string): string | undefined => stdout.split('\n').find((line) => line.includes(op));
    expect(row('FOR_ITER')).toMatch(/\d+ +FOR_ITER +\d+ \(to \d+\) +\d+–\d+ +LINE INSTRUCTION BRANCH_LEFT→\d+ RAISE@/);
    expect(row('POP_ITER')).toMatch(/POP_ITER .* BRANCH_RIGHT@/);
    expect(stdout).toMatch(/handlers:\n {2}\d+ to \d+ → \d+, stack cut to \d/);
    expect(stdout).toMatch(/^f, line 1, stack of 2$/m);
  });

  it('tells the events that the version has: one BRANCH in 3.12, two in 3.14', async () => {
    const names = async (version: string): Promise<Set<string>> => {
      const { codes } = await dis('--python', version);
      return new Set(codes.flatMap((c) => c.instructions.flatMap((x) => x.events.map((e) => e.event))));
    };
    const [old, young] = [await names('3.12'), await names('3.14')];
    expect([old.has('BRANCH'), old.has('BRANCH_LEFT')]).toEqual([true, false]);
    expect([young.has('BRANCH'), young.has('BRANCH_LEFT'), young.has('BRANCH_RIGHT')]).toEqual([false, true, true]);
  });

  it('with --masks sums the numbers that the version gives the events', async () => {
    const version = '3.14';
    const numbers = eventNumbers(version);
    for (const { instructions } of (await dis('--python', version, '--masks')).codes)
      for (const { mask, events } of instructions)
        expect(mask).toBe([...new Set(events.map((e) => e.event))].reduce((sum, e) => sum + numbers.get(e)!, 0));
  });

  it('refuses what does not compile, with the place', async () => {
    const { code, stderr } = await runCli('dis', file('bad.py', 'x = (\n'));
    expect(code).toBe(2);
    expect(stderr).toContain('bad.py:1:5: SyntaxError');
  });
});

describe('a transcript at the exact level', () => {
  it('has the offset and the opcode of each event', async () => {
    const { stdout } = await runCli('run', LOOP, '--level', 'exact', '--python', '3.14');
    expect(stdout).toMatch(/^PY_START @0 RESUME +<module>/m);
    expect(stdout).toMatch(/^CALL @\d+ CALL f\(int\) +<module> +6/m);
    expect(stdout).toMatch(/^ {2}PY_RETURN @\d+ RETURN_VALUE +f +2/m);
  });
});
