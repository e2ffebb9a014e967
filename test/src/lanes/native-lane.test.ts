import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LaneLost } from '../../../src/lanes/lane.ts';
import { findPythons, inspectPython, NativeLane } from '../../../src/lanes/native-lane.ts';

const folder = mkdtempSync(join(tmpdir(), 'steplaw-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fakePython(name: string, says: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho "${says}"\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('inspectPython', () => {
  it('takes CPython 3.12 and newer, and says why it refuses others', () => {
    expect(inspectPython(fakePython('a', 'cpython 3.13.5'))).toMatchObject({ release: '3.13.5', version: '3.13' });
    expect(inspectPython(fakePython('b', 'cpython 3.11.2'))).toMatchObject({
      problem: 'it is 3.11.2; supported are 3.12, 3.13, 3.14, 3.15',
    });
    expect(inspectPython(fakePython('c', 'pypy 3.12.0'))).toMatchObject({ problem: 'it is pypy, not CPython' });
    expect(inspectPython(join(folder, 'none'))).toMatchObject({ problem: 'it does not run' });
  });
});

describe('findPythons', () => {
  it('finds those named in STEPLAW_NATIVE and those on PATH, each release once', () => {
    const named = fakePython('named', 'cpython 3.14.0');
    fakePython('python3.13', 'cpython 3.13.1');
    fakePython('python3', 'cpython 3.13.1');
    fakePython('python', 'cpython 3.9.1');
    const environment = { PATH: folder, STEPLAW_NATIVE: named };
    expect(findPythons(environment).map((p) => p.release)).toEqual(['3.14.0', '3.13.1']);
  });
});

const [python] = findPythons();
// Judged only where this machine has a CPython of a supported version; `steplaw targets` says what was found.
describe.runIf(python !== undefined)('NativeLane', () => {
  const lane = python === undefined ? undefined : new NativeLane(python, undefined, 300);
  afterAll(() => lane?.close());
  const record = async (source: string) => (await lane!.record([{ source }], { level: 'semantic', fuel: 1000 }))[0]!;

  it('records, parses and compiles', async () => {
    const trace = await record('print(1)\nx = hash("a")\n');
    expect(trace).toMatchObject({ stdout: '1\n', globals: [['x', '4644417185603328019']] });
    expect(await lane!.parse('x')).toMatchObject({ tree: { kind: 'Module' } });
    expect(await lane!.compile('x = (')).toMatchObject({ error: { type: 'SyntaxError' } });
  });

  it('interrupts endless loops and starts again after a crash', async () => {
    expect(await record('while True: pass')).toMatchObject({ end: 'fuel' });
    await expect(record('import os; os._exit(3)')).rejects.toBeInstanceOf(LaneLost);
    expect(await record('print(2)')).toMatchObject({ stdout: '2\n' });
  });
});
