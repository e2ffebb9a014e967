import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runSchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'steplaw-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const program = file('program.py', 'def f(n):\n    return n + 1\nprint(f(1))\n');

describe('steplaw run --engine cpython', () => {
  it('prints a transcript: depth as indentation, event, function, line, source text, output', async () => {
    const { code, stdout } = await runCli('run', program, '--engine', 'cpython');
    expect(code).toBe(0);
    expect(stdout.split('\n').map((row) => row.replace(/ +/g, ' '))).toEqual([
      'PY_START <module> 0',
      'LINE <module> 1 def f(n):',
      'LINE <module> 3 print(f(1))',
      'CALL <module> 3',
      ' PY_START f 1 def f(n):',
      ' LINE f 2 return n + 1',
      ' PY_RETURN f 2',
      'CALL <module> 3 print(f(1))',
      'C_RETURN <module> 3',
      'PY_RETURN <module> 3',
      '',
      'output:',
      ' 2',
      '',
      '10 events',
      '',
    ]);
  });

  it('prints JSON that its schema accepts', async () => {
    const { code, stdout } = await runCli(
      'run',
      program,
      '--engine',
      'cpython',
      '--python',
      '3.13',
      '--level',
      'exact',
      '--json',
    );
    expect(code).toBe(0);
    const document = runSchema.parse(JSON.parse(stdout));
    expect(document).toMatchObject({
      command: 'run',
      engine: 'cpython',
      python: { version: '3.13' },
      complete: true,
      stdout: '2\n',
    });
    expect(document.events.some((e) => e.event === 'INSTRUCTION' && e.offset !== undefined)).toBe(true);
  });

  it('shows the asked events only', async () => {
    const { stdout } = await runCli('run', program, '--engine', 'cpython', '--events', 'call,line', '--json');
    const { events } = runSchema.parse(JSON.parse(stdout));
    expect(new Set(events.map((e) => e.event))).toEqual(new Set(['CALL', 'LINE']));
  });

  it('gives the program its arguments and its folder', async () => {
    file('beside.py', 'x = 5\n');
    const path = file('args.py', 'import sys, beside\nprint(sys.argv[1:], beside.x, open("beside.py").read())\n');
    const { stdout } = await runCli('run', path, '--engine', 'cpython', '--json', '--', '-v', 'a b');
    expect(runSchema.parse(JSON.parse(stdout)).stdout).toBe("['-v', 'a b'] 5 x = 5\n\n");
  });

  it("ends well when the program raises: that is the program's own", async () => {
    const path = file('raises.py', 'def f(): 1/0\nf()\n');
    const { code, stdout } = await runCli('run', path, '--engine', 'cpython');
    expect(code).toBe(0);
    expect(stdout).toContain('ended by ZeroDivisionError: division by zero\n  <module>, line 2\n  f, line 1\n');
  });

  it('cuts endless programs off and says so', async () => {
    const path = file('endless.py', 'while True:\n    x = 1\n');
    const { code, stdout } = await runCli('run', path, '--engine', 'cpython', '--fuel', '50');
    expect(code).toBe(0);
    expect(stdout).toMatch(/50 events\ncut off there/);
    const { stdout: json } = await runCli('run', path, '--engine', 'cpython', '--fuel', '50', '--json');
    expect(runSchema.parse(JSON.parse(json)).complete).toBe(false);
  });

  it('runs an empty file', async () => {
    const { code, stdout } = await runCli('run', file('empty.py', ''), '--engine', 'cpython');
    expect(code).toBe(0);
    expect(stdout).toContain('3 events');
  });

  it.each<[string, () => string, RegExp]>([
    ['a missing file', () => join(folder, 'none.py'), /none\.py: no such file\n$/],
    ['a folder', () => folder, /is a folder/],
    ['a file too large', () => file('large.py', new Uint8Array(10 * 1024 * 1024)), /10\.0 MB is more than the 4 MB/],
    [
      'a binary file',
      () => file('binary.py', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2])),
      /binary\.py.*SyntaxError: .*null bytes/,
    ],
    [
      'a syntax error',
      () => file('bad.py', 'x = 1\nif x:\n\tprint("hi"\n'),
      /bad\.py:3:7: SyntaxError: '\(' was never closed\n {4}\tprint\("hi"\n {4}\t {5}\^\n$/,
    ],
    ['an unknown encoding', () => file('coding.py', '# coding: nothing\nx = 1\n'), /SyntaxError: .*nothing/],
  ])('refuses %s with exit code 2', async (_, path, message) => {
    const { code, stdout, stderr } = await runCli('run', path(), '--engine', 'cpython');
    expect(code).toBe(2);
    expect(stderr.replace(/^loading.*\n/, '')).toMatch(message);
    expect(stdout).toBe('');
  });

  it.each([
    [['run', program, '--python', '3.11'], /Known are 3\.12/],
    [['run', program, '--events', 'NOPE'], /NOPE is no event/],
    [['run', program, '--fuel', '0'], /at least 1/],
    [['run', program, '--engine', 'jython'], /Allowed choices are model, cpython/],
    [['run'], /missing required argument/],
    [['frobnicate'], /unknown command/],
  ])('refuses %j', async (argv, message) => {
    const { code, stderr } = await runCli(...argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('says that a named interpreter cannot be judged', async () => {
    const { code, stderr } = await runCli('run', program, '--engine', 'cpython', '--native', join(folder, 'nopython'));
    expect(code).toBe(3);
    expect(stderr).toContain('nopython: it does not run');
  });

  it('writes to a file', async () => {
    const { readFileSync } = await import('node:fs');
    const out = join(folder, 'out.json');
    const { code, stdout } = await runCli('run', program, '--engine', 'cpython', '--json', '--out', out);
    expect([code, stdout]).toEqual([0, '']);
    expect(runSchema.parse(JSON.parse(readFileSync(out, 'utf8'))).stdout).toBe('2\n');
  });
});

describe('steplaw run in the model', () => {
  const small = file('small.py', 'def f(n):\n    return n + 1\nx = f(1)\n');

  it('is the default, and equals CPython', async () => {
    const { code, stdout } = await runCli('run', small, '--json');
    expect(code).toBe(0);
    const model = runSchema.parse(JSON.parse(stdout));
    expect(model).toMatchObject({ engine: 'model', complete: true });
    const cpython = runSchema.parse(JSON.parse((await runCli('run', small, '--engine', 'cpython', '--json')).stdout));
    expect(model.events).toEqual(cpython.events);
  });

  it.each(['3.12', '3.13', '3.14', '3.15'])(
    '--diff compares both on %s, exit 0 where they are equal',
    async (version) => {
      const { code, stdout } = await runCli('run', small, '--diff', '--python', version);
      expect(stdout).toMatch(new RegExp(`equal to CPython ${version.replace('.', '\\.')}`));
      expect(code).toBe(0);
      const { stdout: json } = await runCli('run', small, '--diff', '--python', version, '--level', 'exact', '--json');
      expect(runSchema.parse(JSON.parse(json)).differences).toBeDefined();
    },
  );

  it('names what it does not know and the command that runs the file in CPython', async () => {
    const path = file('unknown.py', 'import gzip\nprint(gzip.compress(b""))\n');
    const { code, stderr } = await runCli('run', path);
    expect(code).toBe(2);
    expect(stderr).toContain(`steplaw run ${path} --engine cpython`);
  });

  it.each([
    ['3.12', 'semantic'],
    ['3.14', 'exact'],
    ['3.15', 'semantic'],
  ])('runs modules beside the program, packages, input() and sys.argv as CPython %s, %s', async (version, level) => {
    mkdirSync(join(folder, 'shapes'), { recursive: true });
    file('shapes/__init__.py', 'from . import area\nfrom .area import square as sq\n');
    file('shapes/area.py', 'def square(a):\n    return a * a\ndef each(f, *v):\n    return [f(x) for x in v]\n');
    file('first.py', 'import second\nX = 1\n');
    file('second.py', 'from first import X\n');
    const main = file(
      'main.py',
      [
        'import sys',
        'import shapes.area as area',
        'from shapes import sq',
        'def twice(x):',
        '    return 2 * x',
        'print(sq(3), area.each(twice, 1, 2), sys.argv[1:])',
        'for name in ("first", "shapes.none", "none"):',
        '    try:',
        '        __import__(name)',
        '    except ImportError as error:',
        '        print(type(error).__name__, error)',
        'print(input("who? "), sys.stdin.readline())',
        'try:',
        '    input()',
        'except EOFError as error:',
        '    print(error)',
        'if __name__ == "__main__":',
        '    area.each(lambda v: 1 / v, 1, 0)',
        '',
      ].join('\n'),
    );
    const input = file('input.txt', 'Ann\nlast line');
    const flags = ['--diff', '--python', version, '--level', level, '--input', input, '--', 'a', '-b'];
    const { code, stdout } = await runCli('run', main, ...flags);
    expect(stdout).toContain("9 [2, 4] ['a', '-b']");
    expect(stdout).toContain('who? Ann last line');
    expect(stdout).toContain('equal to CPython');
    expect(code).toBe(0);
  });
});
