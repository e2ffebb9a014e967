import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const project = mkdtempSync(join(tmpdir(), 'steplaw-package-'));
const installed = join(project, 'node_modules/steplaw');

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Packs what is built, and puts it where `npm install` would, with this checkout's dependencies: no network. */
beforeAll(() => {
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], ROOT);
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz'));
  run('tar', ['-xzf', join(project, String(tarball))], project);
  mkdirSync(join(project, 'node_modules'));
  cpSync(join(project, 'package'), installed, { recursive: true });
  const { dependencies } = manifest();
  for (const name of Object.keys(dependencies))
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
}

describe('the package, in an empty project', () => {
  it('has every file that its manifest names', () => {
    const { bin, exports } = manifest();
    const named = [...Object.values(bin), ...Object.values(exports).flatMap((door) => [door.types, door.default])];
    for (const file of [...named, 'LICENSE', 'README.md', 'CHANGELOG.md', 'schema/run.json'])
      expect(existsSync(join(installed, file)), file).toBe(true);
  });

  it('runs the bin on a program', () => {
    writeFileSync(join(project, 'hello.py'), 'print("hello")\n');
    const main = join(installed, manifest().bin['steplaw'] as string);
    expect(run(process.execPath, [main, '--version'], project).trim()).toBe(manifest().version);
    expect(run(process.execPath, [main, 'run', 'hello.py', '--events', 'LINE'], project)).toContain('hello');
  });

  it('gives the library by each of its doors', () => {
    for (const door of Object.keys(manifest().exports)) {
      const name = door === '.' ? 'steplaw' : `steplaw/${door.slice(2)}`;
      const script = `const door = await import(${JSON.stringify(name)}); console.log(Object.keys(door).length);`;
      expect(Number(run(process.execPath, ['--input-type=module', '-e', script], project)), name).toBeGreaterThan(0);
    }
  });
});
