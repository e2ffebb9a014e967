import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const PROGRAM = 'corpus/threads/two-threads.py';
const STEP = ['step', PROGRAM, '--script', 'tbreak f; continue; over *', '--schedule', 'line:5=1'];

interface Document {
  readonly stops: readonly { readonly thread: number; readonly line: number }[];
  readonly end: string;
}

describe('steplaw step --schedule', () => {
  it('keeps a step in its thread', async () => {
    const { stdout, code } = await runCli(...STEP, '--json');
    expect(code).toBe(0);
    const { stops } = JSON.parse(stdout) as Document;
    expect(stops.map(({ thread, line }) => `${thread}:${line}`)).toEqual(['0:2', '0:4', '0:5', '0:7', '0:8']);
  });

  it('shows where a strategy takes one thread for the other, and names the threads', async () => {
    const { stdout } = await runCli(...STEP, '--strategy', 'B');
    expect(stdout).toMatch(/^thread 1 {2}step .*:4/m);
    expect(stdout).toContain('a spurious stop');
  });

  it('turns to another thread, which pauses at its next line', async () => {
    const script = 'break 7; continue; thread 1; over *';
    const { stdout } = await runCli('step', PROGRAM, '--script', script, '--schedule', 'line:5=1', '--json');
    const { stops } = JSON.parse(stdout) as { stops: readonly { thread: number; line: number; reasons: string[] }[] };
    expect(stops.map(({ thread, line, reasons }) => `${thread}:${line} ${reasons}`)).toEqual([
      '0:2 entry',
      '0:7 breakpoint',
      '1:4 pause',
      '1:5 step',
    ]);
  });

  it('says what a schedule is', async () => {
    const { stderr, code } = await runCli('step', PROGRAM, '--schedule', 'seed:x');
    expect(code).toBe(2);
    expect(stderr).toContain('seed:7');
  });
});

describe('steplaw run --schedule', () => {
  it('gives the same run for the same seed, and another for another', async () => {
    const shown = async (seed: number): Promise<string> =>
      (await runCli('run', PROGRAM, '--schedule', `seed:${seed}/line`, '--json')).stdout;
    expect(await shown(1)).toBe(await shown(1));
    expect(new Set([await shown(1), await shown(2), await shown(3), await shown(4)]).size).toBeGreaterThan(1);
  });
});
