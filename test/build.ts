/**
 * Before the tests: `dist/` is brought up to date, since threads and processes run from it (Node 20 cannot run the sources).
 * @module
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { packageRoot } from '../src/package-root.ts';

export function setup(): void {
  const compiler = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace('package.json', 'bin/tsc');
  execFileSync(process.execPath, [compiler, '-b'], { cwd: packageRoot, stdio: 'inherit' });
}
