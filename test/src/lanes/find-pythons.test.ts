import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPythons, inspectPython } from '../../../src/lanes/find-pythons.ts';

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
    const environment = { PATH: folder, STEPLAW_NATIVE: named, XDG_CACHE_HOME: folder };
    expect(findPythons(environment).map((p) => p.release)).toEqual(['3.14.0', '3.13.1']);
  });

  it('looks into folders: interpreters of their own, installations beside each other, those that the script unpacked', () => {
    for (const name of ['versions/3.12.4/bin', 'steplaw-pythons']) mkdirSync(join(folder, name), { recursive: true });
    fakePython('versions/python3.15', 'cpython 3.15.1');
    fakePython('versions/3.12.4/bin/python3', 'cpython 3.12.4');
    fakePython('steplaw-pythons/python3.14', 'cpython 3.14.9');
    const environment = { PATH: '', STEPLAW_NATIVE: join(folder, 'versions'), XDG_CACHE_HOME: folder };
    expect(findPythons(environment).map((p) => p.release)).toEqual(['3.15.1', '3.12.4', '3.14.9']);
  });
});
