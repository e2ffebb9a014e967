import { openPyodide, type PyodideLane } from '../src/lanes/pyodide-lane.ts';

const opened = new Map<string, Promise<PyodideLane>>();

/** The embedded CPython of a release that all tests of this process share: one that is warm runs several times as fast as one that was just loaded. */
export function embedded(release: string): Promise<PyodideLane> {
  const known = opened.get(release);
  if (known !== undefined) return known;
  const lane = openPyodide(release);
  opened.set(release, lane);
  return lane;
}
