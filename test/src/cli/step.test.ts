import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from './run-cli.ts';

const PROGRAM = `def f(n):
    x = [n, n + 1]
    if n:
        f(n - 1)
    return x
f(2)
`;

describe('steplaw step at the prompt', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'steplaw-step-'));
    file = join(folder, 'program.py');
    writeFileSync(file, PROGRAM);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function typed(...lines: string[]): Promise<string[]> {
    const stdin = vi.spyOn(process, 'stdin', 'get');
    stdin.mockReturnValue(Readable.from(lines.map((line) => `${line}\n`)) as typeof process.stdin);
    try {
      const { stdout, code } = await runCli('step', file);
      expect(code).toBe(0);
      return stdout.trimEnd().split('\n');
    } finally {
      stdin.mockRestore();
    }
  }

  it('shows locals and the stack of each stop, in inner frames and after a step back', async () => {
    const shown = await typed('break 4', 'continue', 'locals', 'continue', 'where', 'rinto', 'locals', 'quit');
    expect(shown.slice(2)).toEqual([
      '  n = 2',
      '  x = [2, 3]',
      'breakpoint 1   program.py:4           f    f(n - 1)',
      '   <module>, line 6    f(2)',
      '   f, line 4    f(n - 1)',
      '-> f, line 4    f(n - 1)',
      'step           program.py:3           f    if n:',
      '  n = 1',
      '  x = [1, 2]',
    ]);
  });

  it('says what it does not know and goes on', async () => {
    const shown = await typed('stpe', 'break 99', 'next', 'quit');
    expect(shown[1]).toMatch(/stpe/);
    expect(shown[2]).toBe('break 99: line 99 has no location; nearest: 4, 5, 6');
    expect(shown[3]).toMatch(/^step +program\.py:6 +<module> +f\(2\)$/);
  });
});
