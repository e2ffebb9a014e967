/**
 * The Python package that every lane loads into its CPython.
 * @module
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** The folder to put on `sys.path`. */
export const PYTHON_PATH: string = join(packageRoot, 'src/lanes/python');

/** Its package's files: name → source. */
export function pythonSources(): ReadonlyMap<string, string> {
  const folder = join(PYTHON_PATH, 'steplaw_lane');
  const names = readdirSync(folder).filter((name) => name.endsWith('.py'));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Changes whenever any of the files does. */
export function fingerprint(sources: ReadonlyMap<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify([...sources]))
    .digest('hex')
    .slice(0, 16);
}
