import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CodeObject,
  compile,
  History,
  type HistoryOptions,
  print,
  type RunOptions,
  run,
} from '../../model/index.ts';
import { startMonitored } from '../../model/run.ts';
import { stateToJson } from '../../model/vm/state-json.ts';
import { programArbitrary } from '../../properties/index.ts';
import { embedded } from '../lanes.ts';

const BUILD = {
  name: '3.14.2 pyodide',
  bits: 32,
  hashModulus: 2n ** 31n - 1n,
  stringHash: 'fnv',
  maxsize: 2 ** 31 - 1,
} as const;
const SEED = 20_262;

class Subject {
  readonly text: string;
  readonly code: CodeObject;
  constructor(printed: ReturnType<typeof print>) {
    this.text = printed.source;
    this.code = compile(printed.module, { filename: 'program.py', python: '3.14', release: '3.14.2' });
  }
  [fc.toStringMethod](): string {
    return this.text;
  }
}
const subject = fc.noShrink(programArbitrary()).map(({ module }) => new Subject(print(module)));

const OPTIONS: Omit<RunOptions, 'fuel'> = { level: 'exact', build: BUILD };

/** The state after so many instructions, as a run from the start has it. */
function fromTheStart(code: CodeObject, step: number): string {
  const { vm } = startMonitored(code, OPTIONS);
  vm.run(step);
  return JSON.stringify(stateToJson(vm));
}

/** A whole run with few checkpoints, so that many are forgotten. */
function whole(code: CodeObject, setting: Partial<HistoryOptions>, most = 3000): History {
  const history = new History(code, { ...OPTIONS, ...setting });
  while (history.steps < most && history.advance(97));
  return history;
}

const SMALL = { every: 8, checkpoints: 6 };

const python = await embedded('3.14');

function compileSource(source: string): CodeObject {
  const { tree } = python.parse(source);
  return compile(tree!, { filename: 'program.py', python: '3.14', release: '3.14.2' });
}

describe('History', () => {
  it(`at(t) is the t-th state, for steps in any order; states handed out earlier have not changed (seed ${SEED})`, () => {
    fc.assert(
      fc.property(subject, fc.array(fc.nat(10_000), { minLength: 3, maxLength: 6 }), ({ code }, places) => {
        const history = whole(code, SMALL);
        const steps = places.map((place) => place % (history.steps + 1));
        const moments = steps.map((step) => history.at(step));
        const texts = moments.map((moment) => JSON.stringify(moment.json()));
        expect(texts).toEqual(steps.map((step) => fromTheStart(code, step)));
        for (const moment of moments) moment.view();
        history.advance(50);
        expect(moments.toReversed().map((m) => JSON.stringify(m.json()))).toEqual(texts.toReversed());
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  it(`goes on after travelling as if it had not travelled (seed ${SEED})`, () => {
    fc.assert(
      fc.property(subject, fc.nat(500), fc.nat(10_000), ({ code }, first, place) => {
        const history = new History(code, { ...OPTIONS, ...SMALL });
        history.advance(first);
        history.at(place % (history.steps + 1)).view();
        history.advance(500);
        expect(JSON.stringify(history.at(history.steps).json())).toBe(fromTheStart(code, history.steps));
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  it(`atEvent(n) has the n-th event of the trace (seed ${SEED})`, () => {
    fc.assert(
      fc.property(subject, fc.array(fc.nat(10_000), { minLength: 1, maxLength: 4 }), ({ code }, places) => {
        const { events } = run(code, { ...OPTIONS, fuel: 100_000, instructions: 3000 });
        const history = whole(code, SMALL);
        for (const place of places) {
          const index = place % Math.min(history.events, events.length);
          expect(history.atEvent(index).event).toEqual(events[index]);
        }
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  it('shows frames, locals, value stacks, masks and output as they were', () => {
    const source =
      'def f(n):\n    m = [n, "x"]\n    return 1 + g(m)\ndef g(m):\n    print(m)\n    return len(m)\nt = f(5)\n';
    const code = compileSource(source);
    const history = whole(code, { ...SMALL, level: 'semantic' });
    const { events } = run(code, { ...OPTIONS, level: 'semantic', fuel: 1000 });
    const { event, view } = history.atEvent(events.findIndex((e) => e.event === 'LINE' && e.line === 6));
    expect(event).toMatchObject({ event: 'LINE', code: 'g', line: 6 });
    expect(view.stdout).toBe("[5, 'x']\n");
    expect(view.frames.map(({ code: name, line }) => [name, line])).toEqual([
      ['g', 6],
      ['f', 3],
      ['<module>', 7],
    ]);
    expect(view.frames[0]).toMatchObject({ locals: [['m', "[5, 'x']"]], stack: [] });
    expect(view.frames[1]).toMatchObject({
      locals: [
        ['n', '5'],
        ['m', "[5, 'x']"],
      ],
      stack: ['1'],
    });
    expect(view.frames[2]?.locals.map(([name]) => name)).toEqual(['f', 'g']);
    expect(view.events[0]).toMatchObject({ tool: 4 });
    expect(history.ended).toBe(true);
  });

  it('refuses steps and events that the run has not come to, saying how far it came', () => {
    const history = whole(compileSource('x = 1\n'), SMALL);
    expect(() => history.at(history.steps + 1)).toThrow(/is not among the \d+ executed/);
    expect(() => history.atEvent(history.events)).toThrow(/is not among the \d+ told/);
  });
});
