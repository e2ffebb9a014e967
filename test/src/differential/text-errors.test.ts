import { describe, expect, it } from 'vitest';
import { compareTraces } from '../../../src/differential/compare.ts';
import { compileForBuild } from '../../../src/differential/model-engine.ts';
import { runInModel } from '../../../src/differential/model-run.ts';
import { openPyodide } from '../../../src/lanes/pyodide-lane.ts';

/** Text that no CPython compiles, each run by `exec`. */
const TEXTS = [
  '1 +',
  'a b',
  'if 1:\nx',
  'if 1:\n\tx\n        y',
  'x = "',
  'return',
  "f'{'",
  '\0',
  'def f(a, a): pass',
  'é = $',
];

const PROGRAM = `
for text in ${JSON.stringify(TEXTS)}:
    for run in exec, eval, lambda t: compile(t, 'f.py', 'exec'):
        try: run(text)
        except Exception as e: print(type(e).__name__, str(e), e.args)
`;

describe.each(['3.12', '3.15'])('text that does not compile, on %s', (python) => {
  it('raises what the compiler of that CPython raises: type, arguments, text', async () => {
    const lane = await openPyodide(python);
    const options = { level: 'semantic', fuel: 5000 } as const;
    const [real] = lane.record([{ source: PROGRAM }], options);
    const { tree } = lane.parse(PROGRAM);
    if (real === undefined || tree === undefined) throw new Error('the program does not compile');
    const model = await runInModel(lane, compileForBuild(tree, lane.build, lane.version), options);
    expect(model.stdout).toBe(real.stdout);
    expect(compareTraces(real, model, 'semantic')).toBeUndefined();
  });
});
