/**
 * Quirks: defects of particular builds, kept apart from what a minor version means to do. The model runs with the quirks of the build that it is
 * compared with, or without any, to say what ought to happen.
 * @module
 */

export interface Quirk {
  readonly id: QuirkId;
  /** Releases that have it (the first word of a build's name). */
  readonly releases: readonly string[];
  /** What they do. */
  readonly summary: string;
  /** The smallest program that shows it. */
  readonly program: string;
  /** Why it is a defect and not the version's meaning. */
  readonly evidence: string;
}

export type QuirkId = 'close-drops-unwatched' | 'spread-hides-python';

export const QUIRKS: readonly Quirk[] = [
  {
    id: 'close-drops-unwatched',
    releases: ['3.13.2'],
    summary: 'A generator suspended outside any try is closed without being run, even while PY_UNWIND is monitored.',
    program: 'def g():\n    yield\ni = g()\nnext(i)\ni.close()\n',
    evidence: '3.13.18, 3.14.2 and 3.15.0rc1 throw GeneratorExit into it while PY_UNWIND is monitored.',
  },
  {
    id: 'spread-hides-python',
    releases: ['3.12.1'],
    summary: 'CALL_FUNCTION_EX does not report the call of a Python function or method.',
    program: 'def f():\n    pass\nf(*())\n',
    evidence: '3.12.7 and every later version report it.',
  },
];

/** The quirks of a release. */
export function quirksOf(release: string): ReadonlySet<QuirkId> {
  return new Set(QUIRKS.filter((quirk) => quirk.releases.includes(release)).map((quirk) => quirk.id));
}
