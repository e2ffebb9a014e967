import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bdbTool, parseScript, printScript, type Script, scriptOf, stopRecords } from '../../../machines/index.ts';
import { print } from '../../../model/index.ts';
import {
  arbitraryScript,
  POLICIES,
  REPLAY_PROFILES,
  type Recording,
  recording,
  runDebugger,
  steppingProgramArbitrary,
  subjectsOf,
} from '../../../properties/index.ts';
import { embeddedBuild } from '../../../src/lanes/builds.ts';
import { type LoadedPyodide, loadEmbedded } from '../../../src/lanes/load-pyodide.ts';
import { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { programSeed } from '../../../src/program-seed.ts';

const HARNESS = readFileSync(new URL('./real_bdb.py', import.meta.url), 'utf8');
const CONDITIONS = ['a > 1', '1/0', 'True'];
const SEED = 1;
const PROGRAMS = 60;

/** Lines of the catalogue (docs: stepping): program, breakpoints, commands, and what bdb does on every version that has `sys.monitoring` as a backend. */
const CATALOGUE: readonly (readonly [name: string, source: string, script: string, stops: string])[] = [
  [
    'next over recursion',
    'def f(n):\n    if n: f(n - 1)\n    a = n\n    return a\nf(2)\n',
    'break 1; continue; over *',
    'l:M:1',
  ],
  [
    'step through nested calls on a line',
    'def a(): return 1\ndef b(x): return x\nb(a()); c = 2\n',
    'into *',
    'l:M:1 l:M:2 l:M:3 l:a:1 r:a:1 l:b:2 r:b:2 r:M:3',
  ],
  [
    'next at the last line of a callee',
    'def f():\n    x = 1\nf(); y = 1\nz = 1\n',
    'break 2; continue; over *',
    'l:M:1 l:f:2 r:f:2 l:M:4 r:M:4',
  ],
  [
    'return in the middle of a line',
    'def f():\n    return 1\ny = f() + f()\nz = 1\n',
    'break 2; continue; out; over; out; over; over *',
    'l:M:1 l:f:2 r:f:2 l:f:2 r:f:2 l:M:4 r:M:4',
  ],
  [
    'step into a generator through for',
    'def g():\n    yield 1\n    yield 2\nfor x in g():\n    y = x\n',
    'into *',
    'l:M:1 l:M:4 l:g:2 r:g:2 l:M:5 l:M:4 l:g:3 r:g:3 l:M:5 l:M:4 r:g:3 r:M:4',
  ],
  [
    'an exception that the caller handles',
    'def f():\n    raise ValueError\ndef k():\n    try:\n        f()\n    except ValueError:\n        a = 1\n    b = 1\nk()\n',
    'break 5; continue; over *',
    'l:M:1 l:k:5 e:k:5 l:k:6 l:k:7 l:k:8 r:k:8 r:M:9',
  ],
  [
    'an exception through the stopped frame',
    'def f():\n    raise ValueError\ndef m():\n    f()\n    z = 1\ntry:\n    m()\nexcept ValueError:\n    b = 1\nc = 1\n',
    'break 4; continue; over *',
    'l:M:1 l:m:4 e:m:4 r:m:4 e:M:7 l:M:8 l:M:9 l:M:10 r:M:10',
  ],
  [
    'a one-line while',
    'i = 0\nwhile i < 3: i += 1\nz = 1\n',
    'break 2; continue; continue *',
    'l:M:1 l:M:2 l:M:2 l:M:2 l:M:2',
  ],
  [
    'await',
    'class A:\n    def __await__(s):\n        yield 1\n        return 5\nasync def c():\n    x = await A()\n    y = x\nk = c()\nk.send(None)\ntry:\n    k.send(None)\nexcept StopIteration:\n    z = 1\n',
    'break 6; continue; over *',
    'l:M:1 l:c:6 l:c:7 e:M:11 l:M:12 l:M:13 r:M:13',
  ],
  [
    'a generator that is thrown into',
    'def g():\n    try:\n        yield 1\n    except ValueError:\n        yield 2\ni = g()\nnext(i)\ni.throw(ValueError)\nz = 1\n',
    'break 3; continue; over *',
    'l:M:1 l:g:3 e:g:3 l:g:4 l:g:5',
  ],
  [
    'a callback from C',
    'def k(v):\n    return -v\nsorted([1, 2], key=k)\nz = 1\n',
    'into *',
    'l:M:1 l:M:3 l:k:2 r:k:2 l:k:2 r:k:2 l:M:4 r:M:4',
  ],
  ['an uncaught exception', 'def f():\n    1 / 0\nf()\n', 'into *', 'l:M:1 l:M:3 l:f:2 e:f:2 r:f:2 e:M:3 r:M:3'],
];

interface Subject {
  readonly source: string;
  readonly script: Script;
  readonly run: Recording;
}

describe.each(['3.14.2', '3.15.0rc1'])('bdb-monitoring against bdb of CPython %s', (release) => {
  let loaded: LoadedPyodide;
  let lane: PyodideLane;
  beforeAll(async () => {
    const build = embeddedBuild(release)!;
    loaded = await loadEmbedded(build);
    lane = new PyodideLane(build, loaded);
    loaded.pyodide.runPython(HARNESS);
  });

  const record = (source: string): Recording => {
    const done = lane.recordStepping([{ source }], { fuel: 3000, conditions: CONDITIONS })[0]!;
    return recording(done.events, done.module, done.exception?.type, source);
  };

  /** Stops of our bdb, as CPython's harness writes them. */
  const ours = ({ run, script }: Subject): readonly unknown[] => {
    const events: string[] = [];
    const inner = bdbTool({ module: run.module, script, policy: POLICIES['bdb-monitoring'] });
    const tool: typeof inner = {
      ...inner,
      callback(state, event, view) {
        const step = inner.callback(state, event, view);
        if (step.stop !== undefined)
          events.push(/RAISE|STOP_ITERATION/.test(event.event) ? 'e' : /PY_/.test(event.event) ? 'r' : 'l');
        return step;
      },
    };
    const state: { session?: Parameters<typeof stopRecords>[0] } = {};
    runDebugger(
      run,
      { script, policy: POLICIES['bdb-monitoring'] },
      {
        tool,
        session: (s) => {
          state.session = s.session;
          return s.session;
        },
        profile: REPLAY_PROFILES.any,
      },
    );
    return stopRecords(state.session!).map((s, n) => [events[n], s.code.qualname, s.line]);
  };

  /** Breakpoints are given first, as the harness takes them; the rest are commands. */
  const theirs = ({ source, script }: Subject): readonly unknown[] => {
    const breaks = script.flatMap(({ command }) =>
      command.kind === 'break' && command.place.kind === 'line'
        ? [[command.place.line, command.condition ?? null, command.temporary, command.ignore]]
        : [],
    );
    const resuming = script.filter(({ command }) => command.kind !== 'break');
    const commands = resuming.map(({ command }) =>
      command.kind === 'until' && command.line !== undefined ? ['until', command.line] : [command.kind],
    );
    const given = { source, breaks, commands, repeats: resuming.at(-1)?.repeat ?? false };
    const answer = loaded.pyodide.runPython(`session(${JSON.stringify(JSON.stringify(given))})`);
    return JSON.parse(String(answer));
  };

  it.each(CATALOGUE)('%s', (_name, source, text, stops) => {
    const parsed = parseScript(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const subject = { source, script: parsed.script, run: record(source) };
    const shown = ours(subject).map((s) => (s as string[]).join(':').replace('<module>', 'M'));
    expect(shown.join(' ')).toBe(stops);
    expect(ours(subject)).toEqual(theirs(subject));
  });

  it(`stops where CPython's stops, in random sessions with programs that are hard to step (seed ${SEED})`, () => {
    let stops = 0;
    for (let place = 0; place < PROGRAMS; place++) {
      const module = fc.sample(steppingProgramArbitrary(), { seed: programSeed(SEED, place), numRuns: 1 })[0]!;
      const { source } = print(module);
      const run = record(source);
      const subjects = subjectsOf(run.module, []);
      const steps = fc.sample(arbitraryScript({ ...subjects, stepsOnly: true }), {
        seed: programSeed(SEED ^ 3, place),
        numRuns: 2,
      });
      for (const [n, script] of steps.entries()) {
        const resuming = script.filter(
          ({ command: c }) => c.kind !== 'stepi' && (c.kind !== 'until' || c.offset === undefined),
        );
        const line = subjects.lines[(place * 7 + n) % (subjects.lines.length - 1)]!;
        const place_ = { kind: 'line', line } as const;
        const condition = [undefined, 'True', '1/0'][(place + n) % 3];
        const first = scriptOf([
          {
            kind: 'break',
            place: place_,
            temporary: n === 1,
            ignore: place % 2,
            ...(condition === undefined ? {} : { condition }),
          },
        ]);
        const subject = { source, script: [...first, ...resuming], run };
        const expected = theirs(subject);
        stops += expected.length;
        expect(ours(subject), `${source}${printScript(subject.script)}`).toEqual(expected);
      }
    }
    expect(stops).toBeGreaterThan(PROGRAMS * 4);
  });
});
