import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { diffSchema, runSchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'steplaw-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

describe('steplaw diff', () => {
  it('names the rows that change the events of a program, the same forwards and backwards', async () => {
    const program = file('lambda.py', 'f = lambda: (\n    1 +\n    2)\nf()\nclass C:\n    a: int\n');
    const { code, stdout } = await runCli('diff', program, '--python', '3.12,3.15', '--json');
    expect(code).toBe(0);
    const { changes, from, to } = diffSchema.parse(JSON.parse(stdout));
    expect([from.python.version, to.python.version]).toEqual(['3.12', '3.15']);
    const because = new Map(changes.map((c) => [c.rows.map((r) => r.row).join(), c]));
    expect(because.get('lambdaReturnsAtBody')).toMatchObject({
      alone: true,
      removed: [
        { event: 'LINE', line: 1 },
        { event: 'PY_RETURN', line: 1 },
      ],
      added: [{ event: 'PY_RETURN', line: 2 }],
    });
    expect(because.has('lazyAnnotations')).toBe(true);
    const back = await runCli('diff', program, '--python', '3.15,3.12', '--json');
    const rows = (document: typeof changes): string[] => document.flatMap((c) => c.rows.map((r) => r.row)).sort();
    expect(rows(diffSchema.parse(JSON.parse(back.stdout)).changes)).toEqual(rows(changes));
  });

  it('says in text where the events differ, and why', async () => {
    const program = file('any.py', 'print(any(x for x in (0, 1)))\n');
    const { stdout } = await runCli('diff', program, '--python', '3.13,3.14');
    expect(stdout).toMatch(/^CPython 3\.13\.\d.*: \d+ events; 3\.14\.\d.*: \d+ events; \d+ gone, \d+ new$/m);
    expect(stdout).toMatch(/ {2}− CALL of <module>, line 1 +print/);
    expect(stdout).toContain(
      'because of consumers (compiler: builtins whose call on a generator expression runs in place)',
    );
  });

  it('runs what the program imports, of the library and from beside it', async () => {
    file('beside_diff.py', 'def told(v):\n    return v\n');
    const program = file(
      'imports.py',
      'import bisect, beside_diff\nprint(beside_diff.told(bisect.bisect([1, 2], 1)))\n',
    );
    const { stdout } = await runCli('diff', program, '--python', '3.13,3.14', '--json');
    const { from, to } = diffSchema.parse(JSON.parse(stdout));
    for (const command of [from, to].map(({ python }) => ['run', program, '--python', python.version])) {
      const ran = await runCli(...command, '--engine', 'cpython', '--level', 'semantic', '--json');
      const { events } = runSchema.parse(JSON.parse(ran.stdout));
      expect(command[3] === '3.13' ? from.events : to.events).toBe(events.length);
    }
  });

  it('refuses one version alone', async () => {
    const { code, stderr } = await runCli('diff', file('a.py', ''), '--python', '3.14');
    expect([code, stderr.includes('two versions')]).toEqual([2, true]);
  });
});
