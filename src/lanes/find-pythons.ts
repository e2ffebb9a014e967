/**
 * The CPythons of this machine: where they are looked for, and whether one can be used.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { VERSIONS, type Version } from '../../model/index.ts';

/** A CPython found on this machine. */
export interface NativePython {
  readonly path: string;
  /** `3.13.18`: each patch release is a build of its own. */
  readonly release: string;
  readonly version: Version;
}

/** Environment variable with paths of interpreters and of folders that hold some, separated like PATH. */
export const NATIVE_VARIABLE = 'STEPLAW_NATIVE';
/** What to do where a native CPython is missing. */
export const NATIVE_REMEDY = `name one by --native PATH or in ${NATIVE_VARIABLE}, put python3.12 … python3.15 on PATH, or let scripts/native-pythons.sh unpack some`;

const NAMES = [...VERSIONS.map((version) => `python${version}`), 'python3', 'python'];

/** The interpreter at a path, or why it cannot be used. */
export function inspectPython(path: string): NativePython | { readonly path: string; readonly problem: string } {
  let said: string;
  try {
    const program = 'import sys; print(sys.implementation.name, sys.version.split()[0])';
    said = execFileSync(path, ['-I', '-c', program], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return { path, problem: 'it does not run' };
  }
  const [implementation, release = ''] = said.trim().split(' ');
  if (implementation !== 'cpython') return { path, problem: `it is ${implementation}, not CPython` };
  const minor = release.split('.').slice(0, 2).join('.');
  const version = VERSIONS.find((v) => v === minor);
  if (version === undefined) return { path, problem: `it is ${release}; supported are ${VERSIONS.join(', ')}` };
  return { path, release, version };
}

/**
 * Interpreters named by {@link NATIVE_VARIABLE}, then those on PATH, then those that `scripts/native-pythons.sh` unpacked without being
 * told where; each release once.
 */
export function findPythons(environment: NodeJS.ProcessEnv = process.env): NativePython[] {
  const found = new Map<string, NativePython>();
  for (const path of candidates(environment)) {
    const python = inspectPython(path);
    if ('release' in python && !found.has(python.release)) found.set(python.release, python);
  }
  return [...found.values()];
}

function* candidates(environment: NodeJS.ProcessEnv): Generator<string> {
  const split = (list: string | undefined): string[] => (list ?? '').split(delimiter).filter((entry) => entry !== '');
  for (const named of split(environment[NATIVE_VARIABLE])) {
    if (isFolder(named)) yield* interpretersOf(named);
    else yield named;
  }
  const folders = split(environment['PATH']);
  for (const name of NAMES)
    yield* folders
      .map((folder) => join(folder, name))
      .filter(existsSync)
      .slice(0, 1);
  const unpacked = join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'steplaw-pythons');
  if (isFolder(unpacked)) yield* interpretersOf(unpacked);
}

/** Those in a folder, and those of installations beside each other in it (pyenv's and uv's layout). */
function* interpretersOf(folder: string): Generator<string> {
  yield* NAMES.map((name) => join(folder, name)).filter(existsSync);
  for (const entry of readdirSync(folder).sort()) {
    const interpreter = join(folder, entry, 'bin', 'python3');
    if (existsSync(interpreter)) yield interpreter;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
