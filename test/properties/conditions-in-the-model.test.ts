import { beforeAll, describe, expect, it } from 'vitest';
import {
  frameTable,
  parseScript,
  recordedEvents,
  recorder,
  STEPPING_EVENTS,
  stopRecords,
} from '../../machines/index.ts';
import { type CodeObject, lift, runTools, type Tool } from '../../model/index.ts';
import { POLICIES, recording, runStrategy, sessionInModel, subjectsOf } from '../../properties/index.ts';
import { buildFacts } from '../../src/differential/model-engine.ts';
import type { PyodideLane } from '../../src/lanes/pyodide-lane.ts';
import { embedded } from '../lanes.ts';

const CONDITIONS = [
  'n > 1',
  'x == n',
  '1/0',
  'len(locals()) % 2 == 0',
  '[k for k in range(n)]',
  'any(v is None for v in (n, None))',
  'sorted([n, 0], key=lambda v: -v)[0]',
  'total.append(n)',
  'f(0)',
];

const PROGRAMS = [
  // Cells, closures and globals; a condition that changes what it reads, and one that calls the program's own functions.
  'total = []\ndef outer(n):\n    def f(x):\n        total.append(x)\n        return n\n    return f(n) + n\nn = 2\nouter(n)\nx = n\n',
  'total = []\ndef f(n):\n    x = n\n    return x and f(n - 1)\nf(2)\n',
  'class A:\n    n = 3\n    x = n\n    def f(self, n):\n        return [n for x in (1, n)]\nn = 0\nA().f(2)\n',
  'def g(n):\n    x = yield n\n    yield x\nn = 1\ni = g(2)\nnext(i)\ni.send(5)\nx = 1\n',
];

describe('conditions evaluated in frames of the model, CPython 3.14', () => {
  let lane: PyodideLane;
  let setting: { build: ReturnType<typeof buildFacts>; fuel: number; conditions: ReadonlyMap<string, CodeObject> };
  beforeAll(async () => {
    lane = await embedded('3.14');
    const compiled = CONDITIONS.map(
      (c) => [c, lift(lane.compile(c, '<condition>', 'eval').code!, lane.version)] as const,
    );
    setting = { build: buildFacts(lane.build), fuel: 4000, conditions: new Map(compiled) };
  });

  /** A program run by CPython, and the same code by the model, with the conditions' answers at every place. */
  function both(source: string) {
    const real = lane.recordStepping([{ source }], { fuel: 2000, conditions: CONDITIONS })[0]!;
    const tool = recorder(4, CONDITIONS, STEPPING_EVENTS);
    const run = runTools(real.module, { ...setting, tools: [tool as Tool<unknown>] });
    return { real, modelled: recordedEvents(run.state(tool)) };
  }

  it.each(PROGRAMS)('are answered as CPython answers them: %j', (source) => {
    const { real, modelled } = both(source);
    expect(modelled.map((e) => [e.event, e.line, e.conditions])).toEqual(
      real.events.map((e) => [e.event, e.line, e.conditions]),
    );
  });

  it('decide where a breakpoint stops inside the model as they do on a recording of CPython', () => {
    CONDITIONS.forEach((condition, n) => {
      const source = PROGRAMS[n % PROGRAMS.length]!;
      const real = lane.recordStepping([{ source }], { fuel: 2000, conditions: [condition] })[0]!;
      const places = subjectsOf(real.module, []).lines.map((line) => `break ${line} if ${condition}`);
      const parsed = parseScript([...places, 'continue', 'over', 'continue *'].join('; '));
      const spec = { script: parsed.ok ? parsed.script : [], policy: POLICIES.strict };
      const inside = stopRecords(sessionInModel(real.module, spec, frameTable, setting).session);
      const { transcript } = runStrategy(recording(real.events, real.module), spec, frameTable);
      expect(
        inside.map((s) => [s.reasons, s.breakpoints, s.line, s.offset]),
        `${source}${condition}`,
      ).toEqual(transcript.stops.map((s) => [s.reasons, s.breakpoints, s.line, s.offset]));
    });
  });
});
