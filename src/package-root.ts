/**
 * Where the package stands on disk, whether it runs from its sources or from `dist/`.
 * @module
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds this package's `package.json`. */
export const packageRoot: string = above(dirname(fileURLToPath(import.meta.url)), 'package.json');

function above(start: string, name: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (dirname(folder) === folder) throw new Error(`no ${name} above ${start}`);
  }
}
