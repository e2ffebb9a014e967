/**
 * The real CPythons that run inside Node: pyodide builds, one npm alias each.
 * @module
 */
import type { Version } from '../../model/index.ts';

/** A CPython build that can be embedded. */
export interface EmbeddedBuild {
  /** `3.14.2`. */
  readonly release: string;
  readonly version: Version;
  /** The npm alias it is installed under. */
  readonly alias: string;
  /** `3.14.2 pyodide 314.0.7`: how reports name it. */
  readonly build: string;
}

/** Every embedded build; the first of a minor version is that version's default. */
export const EMBEDDED_BUILDS: readonly EmbeddedBuild[] = [
  { release: '3.12.1', version: '3.12', alias: 'pyodide312', build: '3.12.1 pyodide 0.26.4' },
  { release: '3.12.7', version: '3.12', alias: 'pyodide3127', build: '3.12.7 pyodide 0.27.7' },
  { release: '3.13.2', version: '3.13', alias: 'pyodide313', build: '3.13.2 pyodide 0.29.4' },
  { release: '3.14.2', version: '3.14', alias: 'pyodide314', build: '3.14.2 pyodide 314.0.7' },
  { release: '3.15.0rc1', version: '3.15', alias: 'pyodide315', build: '3.15.0rc1 pyodide 315.0.0-alpha.2' },
];

/** The build that `name` means: a minor version (`3.12`, its default build) or a release (`3.12.7`); undefined if neither. */
export function embeddedBuild(name: string): EmbeddedBuild | undefined {
  return EMBEDDED_BUILDS.find((b) => b.version === name || b.release === name);
}
