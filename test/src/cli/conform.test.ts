import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { conformCaseSchema } from '../../../src/report/case.ts';
import { conformSchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'steplaw-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('steplaw conform', () => {
  it('judges distinct programs and says so in JSON that its schema accepts; same seed, same bytes with --stable', async () => {
    const command = ['conform', '--python', '3.14', '--runs', '40', '--seed', '7', '--jobs', '1', '--json', '--stable'];
    const first = await runCli(...command);
    const document = conformSchema.parse(JSON.parse(first.stdout));
    const [target] = document.targets;
    expect(target).toMatchObject({
      python: { version: '3.14' },
      runtime: 'embedded',
      complete: true,
      runs: 40,
      crashed: 0,
    });
    expect(target!.agreed + target!.disagreed + target!.unsupported).toBe(40);
    expect(target!.coverage.programs).toBeGreaterThan(0);
    expect(await runCli(...command)).toMatchObject({ code: first.code, stdout: first.stdout });
  });

  it('stops when its time is over and says that it is not complete', async () => {
    const { stdout } = await runCli(
      'conform',
      '--python',
      '3.13',
      '--runs',
      '1000000',
      '--time',
      '1s',
      '--jobs',
      '1',
      '--json',
    );
    const { targets } = conformSchema.parse(JSON.parse(stdout));
    expect(targets[0]!.complete).toBe(false);
  });

  it('says that a named interpreter cannot be judged', async () => {
    const { code, stderr } = await runCli('conform', '--native', join(folder, 'nopython'));
    expect(code).toBe(3);
    expect(stderr).toContain('nopython: it does not run');
  });
});

describe('steplaw replay', () => {
  const saved = {
    steplaw: 1,
    kind: 'conform',
    level: 'semantic',
    program: { source: 'x = 1\n' },
    target: { python: '3.14.2', runtime: 'embedded' },
    breakpoints: [],
    schedule: null,
    policy: 'strict',
    seed: 1,
    path: '0',
    expected: null,
    observed: null,
    explanation: '',
  };
  const write = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  it('exits 0 when a case does not show any more', async () => {
    expect(conformCaseSchema.safeParse(saved).success).toBe(true);
    const { code, stdout } = await runCli('replay', write('equal.json', saved));
    expect(code).toBe(0);
    expect(stdout).toContain('does not show any more');
  });

  it.each<[string, () => string, RegExp]>([
    ['no file', () => join(folder, 'none.json'), /none\.json: no such file/],
    ['no JSON', () => write('text.json', 'x = 1'), /text\.json: no JSON/],
    ['another shape', () => write('shape.json', { ...saved, level: 'deep' }), /shape\.json: malformed case: level/],
    [
      'a program that does not compile',
      () => write('bad.json', { ...saved, program: { source: 'x = (' } }),
      /does not compile/,
    ],
  ])('exits 2 for %s', async (_, path, message) => {
    const { code, stderr } = await runCli('replay', path());
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
