import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../../src/cli/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'steplaw-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command on a terminal and interrupts it once its progress says `when`. */
async function interrupted(when: RegExp, ...argv: string[]): Promise<{ code: number; stdout: string }> {
  let stdout = '';
  let sent = false;
  const terminal = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
  Object.defineProperty(process.stderr, 'isTTY', { value: true, configurable: true });
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      stdout += String(text);
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      if (!sent && when.test(String(text))) {
        sent = true;
        setTimeout(() => process.emit('SIGINT'), 200);
      }
      return true;
    }),
  ];
  try {
    return { code: await runProgram(argv), stdout };
  } finally {
    for (const spy of spies) spy.mockRestore();
    if (terminal === undefined) Reflect.deleteProperty(process.stderr, 'isTTY');
    else Object.defineProperty(process.stderr, 'isTTY', terminal);
  }
}

describe('Ctrl-C', () => {
  const file = (name: string, source: string): string => {
    const path = join(folder, name);
    writeFileSync(path, source);
    return path;
  };

  it('ends an endless program in the model: exit 130, and what was found so far', async () => {
    const path = file('endless.py', 'while True:\n    x = 1\n');
    const { code, stdout } = await interrupted(
      /running in the model: [\d,]+ events/,
      'run',
      path,
      '--fuel',
      '1000000000',
    );
    expect(code).toBe(130);
    expect(stdout).toMatch(/LINE +<module> +2 {2}x = 1\n[\s\S]*\d+ events\ninterrupted there\n$/);
  });

  it('ends a native operation of the model that takes for ever', async () => {
    const path = file('power.py', 'x = 1\nx = 10 ** 10 ** 8\n');
    const { code, stdout } = await interrupted(/running in the model: 3 events/, 'run', path);
    expect(code).toBe(130);
    expect(stdout).toMatch(/x = 10 \*\* 10 \*\* 8\n\n3 events\ninterrupted there\n$/);
  });

  it('ends an endless program in CPython', async () => {
    const path = file('endless.py', 'while True:\n    x = 1\n');
    const { code, stdout } = await interrupted(
      /running in CPython/,
      ...['run', path, '--engine', 'cpython', '--fuel', '1000000000'],
    );
    expect(code).toBe(130);
    expect(stdout).toMatch(/\d+ events\ninterrupted there\n$/);
  });

  it('ends a comparison of many programs: the tally so far', async () => {
    const { code, stdout } = await interrupted(
      /[1-9]\d* of 1000000 programs/,
      ...['conform', '--python', '3.14', '--runs', '1000000', '--jobs', '1'],
    );
    expect(code).toBe(130);
    expect(stdout).toMatch(/semantic: \d+ programs, \d+ agreed, 0 disagreed/);
  });
});

describe('a program that needs more memory than there is', () => {
  it('is told so', async () => {
    const path = join(folder, 'memory.py');
    writeFileSync(path, 'x = []\nwhile True:\n    x.extend(range(10 ** 7))\n');
    const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    try {
      expect(await runProgram(['run', path])).toBe(2);
      expect(said.mock.calls.map(([text]) => String(text)).join('')).toMatch(
        /needs more than the \d+ MB that a program and its events may take/,
      );
    } finally {
      said.mockRestore();
    }
  });
});
