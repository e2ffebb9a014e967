import { beforeAll, describe, expect, it } from 'vitest';
import { lift } from '../../../model/lift/lift.ts';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import { openPyodide, type PyodideLane } from '../../../src/lanes/pyodide-lane.ts';

describe.each(EMBEDDED_BUILDS)('lift, CPython $build', ({ release, version }) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await openPyodide(release);
  });

  it('x', () => {
    const { code } = lane.compile(
      'def f(a, *b, c=1):\n    try:\n        return [i for i in a]\n    finally:\n        print(b)\n',
    );
    console.log(JSON.stringify(lift(code!, version), null, 1).slice(0, 500));
    expect(code).toBeDefined();
  });
});
