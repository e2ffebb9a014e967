/**
 * The rows in which two versions differ: decisions of the compiler, and facts of the interpreter.
 * @module
 */
import type { Version } from './code/code-object.ts';
import type { Dialect } from './compile/dialect.ts';
import { dialectOf } from './compile/dialects.ts';
import { PROFILES, type Profile } from './versions.ts';

/** A row of one of the tables of versions. */
export interface VersionRow {
  readonly table: 'compiler' | 'interpreter';
  readonly row: string;
  /** What to put in the place of that of the other version. */
  readonly decisions?: Partial<Dialect>;
  readonly facts?: Partial<Profile>;
  readonly value: unknown;
}

/** The rows of `version` that are others than in `than`, with the values of `version`. */
export function rowsOf(version: Version, release: string, than: Version, thanRelease: string): VersionRow[] {
  const dialect = dialectOf(version, release);
  const other = dialectOf(than, thanRelease);
  const compiler = (Object.keys(dialect) as (keyof Dialect)[])
    .filter((row) => row !== 'python' && !isSame(dialect[row], other[row]))
    .map(
      (row): VersionRow => ({ table: 'compiler', row, decisions: { [row]: dialect[row] }, value: plain(dialect[row]) }),
    );
  const profile = PROFILES[version];
  const base = PROFILES[than];
  const interpreter = (Object.keys(profile) as (keyof Profile)[])
    .filter((row) => row !== 'version' && !isSame(profile[row], base[row]))
    .map(
      (row): VersionRow => ({ table: 'interpreter', row, facts: { [row]: profile[row] }, value: plain(profile[row]) }),
    );
  return [...compiler, ...interpreter];
}

function plain(value: unknown): unknown {
  return value instanceof Set ? [...value] : value;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}
