/**
 * Memory snapshots of loaded interpreters, kept in `node_modules/.cache/steplaw`: loading from one is five times faster.
 * The folder may be deleted at any time, and any number of processes may write to it.
 * @module
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { packageRoot } from '../package-root.ts';

/** Installed as a dependency the package stands in `node_modules` itself. */
const modules =
  basename(dirname(packageRoot)) === 'node_modules' ? dirname(packageRoot) : join(packageRoot, 'node_modules');
const folder = join(modules, '.cache', 'steplaw');

/** The snapshot kept under `name` and `key`, or undefined. */
export function readSnapshot(name: string, key: string): Uint8Array | undefined {
  try {
    return readFileSync(join(folder, `${name}-${key}.snapshot`));
  } catch {
    return undefined;
  }
}

/** Keeps a snapshot and drops those of other keys; a folder that cannot be written costs the next load its speed, nothing else. */
export function writeSnapshot(name: string, key: string, bytes: Uint8Array): void {
  const file = `${name}-${key}.snapshot`;
  const temporary = join(folder, `${file}.${process.pid}-${threadId}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, bytes);
    renameSync(temporary, join(folder, file));
    for (const other of readdirSync(folder)) {
      if (other.startsWith(`${name}-`) && other.endsWith('.snapshot') && other !== file) {
        rmSync(join(folder, other), { force: true });
      }
    }
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Drops a snapshot that does not load. */
export function dropSnapshot(name: string, key: string): void {
  rmSync(join(folder, `${name}-${key}.snapshot`), { force: true });
}
