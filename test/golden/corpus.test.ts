import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, type Trace } from '../../model/index.ts';
import { runInModel } from '../../src/differential/model-run.ts';
import type { PyodideLane } from '../../src/lanes/pyodide-lane.ts';
import { embedded } from '../lanes.ts';

const CORPUS = join(dirname(fileURLToPath(import.meta.url)), '../../corpus');
/** `npm run golden:update` writes what CPython shows; a run without it never writes. */
const UPDATE = process.env['UPDATE_GOLDENS'] === '1';
const FUEL = 20_000;

const cases = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py') && !name.startsWith('programs') && !name.startsWith('threads'))
  .sort();

/** One event a line, then what else the run showed. */
function transcript(trace: Trace): string {
  const events = trace.events.map((e) =>
    [`${'  '.repeat(e.depth - 1)}${e.event}`, e.code, e.line, e.direction].filter((x) => x !== undefined).join(' '),
  );
  const rest = { stdout: trace.stdout, globals: trace.globals, exception: trace.exception };
  return `${events.join('\n')}\n${JSON.stringify(rest, null, 1)}\n`;
}

for (const version of ['3.12', '3.13', '3.14', '3.15'] as const) {
  describe(`corpus on ${version}`, () => {
    let lane: PyodideLane;
    beforeAll(async () => {
      lane = await embedded(version);
    });
    afterAll(() => lane.close());

    it('has cases', () => {
      expect(cases.length).toBeGreaterThan(10);
    });

    for (const name of cases) {
      it(`${name}: CPython and the model show what is written down`, async () => {
        const source = readFileSync(join(CORPUS, name), 'utf8');
        const golden = join(CORPUS, name.replace(/\.py$/, `.${version}.events`));
        const [real] = lane.record([{ source }], { level: 'semantic', fuel: FUEL });
        const cpython = transcript(real as Trace);
        if (UPDATE) writeFileSync(golden, cpython);
        expect(existsSync(golden), `${golden} is missing: npm run golden:update`).toBe(true);
        const written = readFileSync(golden, 'utf8');
        expect(cpython).toBe(written);
        const { tree } = lane.parse(source);
        expect(tree).toBeDefined();
        const code = compile(tree!, {
          filename: 'program.py',
          python: lane.version,
          release: lane.build.split(' ')[0]!,
        });
        const model = await runInModel(lane, code, { level: 'semantic', fuel: FUEL });
        expect(transcript(model)).toBe(written);
      });
    }
  });
}
