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

const TRACED = `import sys

def tracer(frame, event, arg):
    if event == 'line' and frame.f_lineno == 9:
        frame.f_lineno = 10
    return tracer

def f():
    x = 1
    x = 2
    return 3
sys.settrace(tracer)
print(f())
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

  it('steps through a program that has a trace function, which jumps', async () => {
    writeFileSync(file, TRACED);
    const shown = await typed('break 9', 'continue', 'where', 'next', 'quit');
    writeFileSync(file, PROGRAM);
    expect(shown.slice(1)).toEqual([
      'breakpoint 1   program.py:9         f    x = 1',
      '   <module>, line 13    print(f())',
      // The trace function is called before other tools are told of the line: its jump is done.
      '-> f, line 10    x = 2',
      'step           program.py:11        f    return 3',
    ]);
  });

  it('says what it does not know and goes on', async () => {
    const shown = await typed('stpe', 'break 99', 'next', 'quit');
    expect(shown[1]).toMatch(/stpe/);
    expect(shown[2]).toBe('break 99: line 99 has no location; nearest: 4, 5, 6');
    expect(shown[3]).toMatch(/^step +program\.py:6 +<module> +f\(2\)$/);
  });

  it('stops at a breakpoint whose condition does not compile, as at one whose condition fails', async () => {
    const shown = await typed('break 3 if ((', 'continue', 'quit');
    expect(shown[1]).toMatch(/^condition-error 1 program\.py:3 /);
  });

  it('shows the lines of a source in the encoding that it declares', async () => {
    writeFileSync(file, Buffer.from('# coding: iso-8859-15\nx = "\xa4"\n', 'latin1'));
    const shown = await typed('quit');
    writeFileSync(file, PROGRAM);
    expect(shown[0]).toMatch(/x = "€"$/);
  });

  it('keeps a step whose frame is thrown into while it awaits, although PY_THROW is not heard', async () => {
    const awaits =
      'class W:\n    def __await__(s): yield 1\nasync def f():\n    t = 0\n    t += await W()\nc = f()\nc.send(None)\n';
    writeFileSync(file, `${awaits}try: c.throw(KeyError)\nexcept KeyError: pass\nx = 1\n`);
    for (const python of ['3.12', '3.14']) {
      for (const strategy of ['C', 'E', 'F']) {
        const script = 'break 4; continue; over *';
        const { stdout } = await runCli('step', file, '--python', python, '--strategy', strategy, '--script', script);
        expect(stdout, `${strategy} on ${python}`).not.toMatch(/reference stepper/);
        expect(stdout).toMatch(/program\.py:10 +<module> +x = 1/);
      }
    }
    writeFileSync(file, PROGRAM);
  });

  it('steps into who is thrown into through a generator that delegates', async () => {
    const delegates = 'def outer(it):\n    yield from it\n';
    const iterator =
      'class It:\n    def __iter__(self): return self\n    def __next__(self): return 1\n    def throw(self, *args):\n        return 2\n';
    const generator = 'def It():\n    try: yield 1\n    except KeyError:\n        yield 2\n';
    for (const inner of [iterator, generator]) {
      writeFileSync(file, `${inner}${delegates}o = outer(It())\nnext(o)\no.throw(KeyError)\n`);
      const line = inner === iterator ? 10 : 9;
      for (const strategy of ['C', 'E', 'F']) {
        const script = `break ${line}; continue; into; into`;
        const { stdout } = await runCli('step', file, '--python', '3.14', '--strategy', strategy, '--script', script);
        expect(stdout, strategy).not.toMatch(/reference stepper/);
        expect(stdout).toMatch(inner === iterator ? /program\.py:5 +It\.throw/ : /program\.py:3 +It/);
      }
    }
    writeFileSync(file, PROGRAM);
  });
});
