/**
 * Before the tests, and before each repetition in watch mode: `dist/` is brought up to date, since tests, threads and processes run from it.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

const root = join(import.meta.dirname, '..');

export function setup(project: TestProject): void {
  build();
  project.onTestsRerun(build);
}

function build(): void {
  const compiler = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace('package.json', 'bin/tsc');
  execFileSync(process.execPath, [compiler, '-b'], { cwd: root, stdio: 'inherit' });
}
