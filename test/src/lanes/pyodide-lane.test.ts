import { beforeAll, describe, expect, it } from 'vitest';
import type { Trace } from '../../../model/index.ts';
import { EMBEDDED_BUILDS, embeddedBuild } from '../../../src/lanes/builds.ts';
import { decodeAnswer, encodeRequest } from '../../../src/lanes/exchange.ts';
import { loadEmbedded } from '../../../src/lanes/load-pyodide.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import type { Level, Program } from '../../../src/lanes/recording.ts';
import { embedded } from '../../lanes.ts';

/** CPython's 32-bit FNV hash of an ASCII string under PYTHONHASHSEED=0 (prefix and suffix 0): whole words first, then bytes. */
function fnv(text: string): number {
  const bytes = [...text].map((c) => c.charCodeAt(0));
  const words = Math.floor((bytes.length - 1) / 4);
  let x = bytes[0]! << 7;
  for (let i = 0; i < words; i++) {
    const word = bytes.slice(4 * i, 4 * i + 4).reduce((sum, byte, k) => sum | (byte << (8 * k)), 0);
    x = Math.imul(1000003, x) ^ word;
  }
  for (const byte of bytes.slice(4 * words)) x = Math.imul(1000003, x) ^ byte;
  return x ^ bytes.length;
}

describe.each(EMBEDDED_BUILDS)('PyodideLane, CPython $build', ({ release, version, build }) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });

  const record = (program: Program, level: Level = 'semantic', fuel = 20_000): Trace =>
    lane.record([program], { level, fuel })[0]!;
  const run = (source: string): Trace => record({ source });
  const short = (trace: Trace): string[] =>
    trace.events.map((e) => `${e.event} ${e.code}:${e.line} d${e.depth}#${e.frame}`);

  it('is the build that the table says', () => {
    const { stdout } = run('import sys\nprint(sys.version.split()[0])');
    expect(stdout).toBe(`${release}\n`);
    expect(lane).toMatchObject({ version, build });
  });

  it('hashes strings as PYTHONHASHSEED=0 does', () => {
    const { stdout } = run('print(hash("a"), hash("steplaw"))\nimport sys\nprint(sys.flags.hash_randomization)');
    expect(stdout).toBe(`${fnv('a')} ${fnv('steplaw')}\n0\n`);
  });

  it('records events in order with line, depth and frame', () => {
    const trace = run('def f(n):\n    return n\nx = f(1)\n');
    expect(short(trace)).toEqual([
      'PY_START <module>:0 d1#1',
      'LINE <module>:1 d1#1',
      'LINE <module>:3 d1#1',
      'CALL <module>:3 d1#1',
      'PY_START f:1 d2#2',
      'LINE f:2 d2#2',
      'PY_RETURN f:2 d2#2',
      'PY_RETURN <module>:3 d1#1',
    ]);
    expect(trace.globals).toEqual([['x', '1']]);
    expect(trace).toMatchObject({ python: { version, build }, stdout: '' });
  });

  it('gives a generator the same frame at another depth', () => {
    const trace = run('def g():\n    yield 1\n    yield 2\ni = g()\nnext(i)\ndef f(): next(i)\nf()\n');
    const frames = trace.events.filter((e) => e.code === 'g').map((e) => `${e.event} d${e.depth}#${e.frame}`);
    expect(frames).toEqual([
      'PY_START d2#2',
      'LINE d2#2',
      'PY_YIELD d2#2',
      'PY_RESUME d3#2',
      'LINE d3#2',
      'PY_YIELD d3#2',
    ]);
  });

  it('tells the direction of branches', () => {
    const source = 'for i in [1]: pass\nif i: x = 1\nif not i: x = 2\n';
    const ways = run(source).events.flatMap((e) => (e.direction === undefined ? [] : [e.direction]));
    expect(ways).toEqual(['left', 'right', 'left', 'right']);
  });

  it('has INSTRUCTION, JUMP, offsets, destinations and names at the exact level only', () => {
    const source = 'for i in [1]: print(i)\ntry: 1/0\nexcept ZeroDivisionError: pass\n';
    const exact = record({ source }, 'exact').events;
    expect(exact.every((e) => typeof e.offset === 'number')).toBe(true);
    expect(exact.filter((e) => e.event === 'INSTRUCTION').length).toBeGreaterThan(15);
    expect(exact.find((e) => e.event === 'JUMP')?.dest).toBeTypeOf('number');
    expect(exact.find((e) => e.event === 'CALL')).toMatchObject({ callable: 'print', arg0: 'int' });
    expect(exact.find((e) => e.event === 'RAISE')).toMatchObject({ exception: 'ZeroDivisionError' });
    const coarse = exact
      .filter((e) => e.event !== 'INSTRUCTION' && e.event !== 'JUMP')
      .map((e) => `${e.event} ${e.line}`);
    expect(run(source).events.map((e) => `${e.event} ${e.line}`)).toEqual(coarse);
  });

  it('leaves code of other files out', () => {
    const trace = run(
      'import bisect, contextlib\n@contextlib.contextmanager\ndef f(): yield 1\nwith f() as x: y = x\n',
    );
    expect(new Set(trace.events.map((e) => e.code))).toEqual(new Set(['<module>', 'f']));
    expect(trace.globals).toEqual([
      ['x', '1'],
      ['y', '1'],
    ]);
  });

  it('gives globals that are plain data, by exact type, containers within themselves included', () => {
    const source = [
      'import sys',
      'class C(int): pass',
      'a = [1, "x", b"y", None, True, 2.5]; a.append(a)',
      'b = {"k": (1, {2, 3}), "r": range(3)}',
      'c = C(1); d = [C(2)]; e = sys; f = lambda: 1',
      '_g = frozenset([1])',
    ].join('\n');
    expect(run(source).globals).toEqual([
      ['_g', 'frozenset({1})'],
      ['a', "[1, 'x', b'y', None, True, 2.5, [...]]"],
      ['b', "{'k': (1, {2, 3}), 'r': range(0, 3)}"],
    ]);
  });

  it('gives the exception with its chain and the traceback of program frames', () => {
    const source =
      'def f():\n    try:\n        {}[1]\n    except KeyError as e:\n        raise ValueError("v") from e\nf()\n';
    const key = { type: 'KeyError', message: '1', traceback: [['f', 3]] };
    expect(run(source).exception).toEqual({
      type: 'ValueError',
      message: 'v',
      traceback: [
        ['<module>', 6],
        ['f', 5],
      ],
      cause: key,
      context: key,
    });
  });

  it('prints addresses as 0x…', () => {
    const trace = run('class C: pass\nprint(C())\nraise ValueError(C())');
    expect(trace.stdout).toBe('<__main__.C object at 0x…>\n');
    expect(trace.exception?.message).toBe('<__main__.C object at 0x…>');
  });

  it('allows 1000 program frames and no more, with the events that CPython gives', () => {
    const trace = run('def f(n):\n    f(n + 1)\ntry:\n    f(2)\nexcept RecursionError as e:\n    x = str(e)\n');
    expect(Math.max(...trace.events.map((e) => e.depth))).toBe(1000);
    expect(trace.globals).toEqual([['x', "'maximum recursion depth exceeded'"]]);
    const end = trace.events.findIndex((e) => e.event === 'RAISE');
    expect(short(trace).slice(end - 1, end + 4)).toEqual([
      'CALL f:2 d1000#1000',
      'RAISE f:2 d1000#1000',
      'PY_UNWIND f:2 d1000#1000',
      'RAISE f:2 d999#999',
      'PY_UNWIND f:2 d999#999',
    ]);
    expect(run('def f(): f()\nf()').exception).toMatchObject({ type: 'RecursionError' });
    expect(run('def f(): f()\nf()').exception?.traceback.length).toBe(1000);
  });

  it('cuts a run off after as many events as its fuel, whatever the program swallows', () => {
    const loops = [
      'while True:\n    x = 1\n',
      'while True:\n    try:\n        x = 1\n    except BaseException:\n        pass\n',
      'def f():\n    try:\n        f()\n    finally:\n        f()\nf()\n',
      'def g():\n    while True:\n        try:\n            yield 1\n        finally:\n            continue\nfor i in g(): pass\n',
    ];
    for (const source of loops) {
      const trace = record({ source }, 'semantic', 500);
      expect([source, trace.end, trace.events.length, trace.exception]).toEqual([source, 'fuel', 500, undefined]);
    }
    expect(record({ source: 'x = 1' }, 'semantic', 3)).not.toHaveProperty('end');
    expect(record({ source: 'x = 1' }, 'semantic', 2)).toMatchObject({ end: 'fuel', events: { length: 2 } });
  });

  it('starts each program afresh', () => {
    const before =
      'import builtins, sys\nbuiltins.len = 1\nsys.argv.append(1)\nsys.setrecursionlimit(50)\nsys.stdout = None\n';
    const after = 'import sys\nprint(len([]), sys.argv, __name__, __file__, "x" in globals(), input())';
    const [, trace] = lane.record([{ source: `x = 1\n${before}` }, { source: after, argv: ['-v'], stdin: 'in\n' }], {
      level: 'semantic',
      fuel: 1000,
    });
    expect(trace!.stdout).toBe("0 ['program.py', '-v'] __main__ program.py False in\n");
  });

  it.each([
    ['an attribute', 'import math\nmath.pi = 3; del math.tau; math.new = 1'],
    ['setattr through another name', 'import struct as s\nm = s\nsetattr(m, "error", None)'],
    ['a with statement', 'import contextlib, keyword\nwith contextlib.nullcontext() as keyword.kwlist: pass'],
    ['a module that is not loaded yet', 'import colorsys\ncolorsys.hls_to_rgb = None'],
    ['sys', 'import sys\nsys.own = 1; sys.float_info = None'],
    [
      'sys.modules',
      'import sys, heapq\nsys.modules["heapq"] = None; del sys.modules["keyword"]; sys.modules["own"] = heapq',
    ],
    ['functions for the end', 'import atexit\natexit.register(print, 1)'],
  ])('puts back what a program has written on modules: %s', (_name, source) => {
    const look = [
      'import atexit, colorsys, heapq, keyword, math, struct, sys',
      'print(math.pi, math.tau, hasattr(math, "new"), struct.error, len(keyword.kwlist), colorsys.hls_to_rgb(0, 0, 0))',
      'print(hasattr(sys, "own"), sys.float_info.max, heapq.heappop([1]), "own" in sys.modules)',
      'atexit._run_exitfuncs()',
    ].join('\n');
    const before = run(look);
    expect(run(source).exception).toBeUndefined();
    expect(run(look)).toEqual(before);
  });

  it('reports what does not compile as data', () => {
    expect(lane.parse('x = 1\ny = (\n').error).toMatchObject({ type: 'SyntaxError', line: 2, column: 5 });
    expect(lane.compile('return 1').error).toMatchObject({ type: 'SyntaxError', message: "'return' outside function" });
    expect(lane.parse('if x:\n\ty\n        z\n').error).toMatchObject({ type: 'TabError' });
    expect(lane.parse(new Uint8Array([0x78, 0x00, 0x79])).error?.message).toMatch(/null bytes/);
    expect(lane.parse(`${'('.repeat(300)}1${')'.repeat(300)}`).error?.message).toMatch(
      /too many nested parentheses|too complex/,
    );
    expect(run('x = = 1').exception).toMatchObject({ type: 'SyntaxError' });
  });

  it('leaves encoding cookies, byte order marks, CRLF and tabs to CPython', () => {
    const latin = new Uint8Array(
      [...'# -*- coding: latin-1 -*-\r\nx = "'].map((c) => c.charCodeAt(0)).concat(0xe9, 0x22, 13, 10),
    );
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, 0x78, 0x3d, 0x31]);
    expect(record({ source: latin }).globals).toEqual([['x', "'é'"]]);
    expect(record({ source: marked }).globals).toEqual([['x', '1']]);
    expect(run('if 1:\r\n\tx = 1\r\n\ty = 2\r\n').events.map((e) => e.line)).toEqual([0, 1, 2, 3, 3]);
    expect(lane.parse(marked).tree?.body[0]).toMatchObject({
      kind: 'Assign',
      at: { line: 1, column: 0, endLine: 1, endColumn: 3 },
    });
  });

  it('runs the given tools, whose answers are those of the model', () => {
    const source = 'def f(n):\n    m = n\n    return m\nfor i in range(20):\n    f(i)\n';
    const tools = {
      seed: 12345,
      tools: [
        { id: 1, events: ['LINE'], local: [], disable: 128, disableOn: ['LINE'] },
        { id: 3, events: [], local: [{ code: 'f', events: ['PY_START', 'LINE'] }], disable: 0, disableOn: [] },
      ],
    } as const;
    const { events } = record({ source, tools });
    expect(new Set(events.filter((e) => e.tool === 3).map((e) => `${e.event} ${e.code}`))).toEqual(
      new Set(['PY_START f', 'LINE f']),
    );
    expect(events.filter((e) => e.tool === 3).length).toBe(60);
    const ours = events.filter((e) => e.tool === 1).length;
    expect(ours).toBeGreaterThan(4);
    expect(ours).toBeLessThan(30);
  });
});

describe('loadEmbedded', () => {
  it('loads the same interpreter from a snapshot as plainly', async () => {
    const build = embeddedBuild('3.14')!;
    const about = encodeRequest({ do: 'about' });
    const plain = await loadEmbedded(build, false);
    await loadEmbedded(build);
    const again = await loadEmbedded(build);
    expect([plain.fromSnapshot, again.fromSnapshot]).toEqual([false, true]);
    expect(decodeAnswer(again.answer(about)).head).toEqual(decodeAnswer(plain.answer(about)).head);
  });
});

describe.each(EMBEDDED_BUILDS)('recordStepping, CPython $build', ({ release }) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });

  it('gives events with their frames, the frames below, callees, values and conditions', () => {
    const source =
      'class C:\n    def __init__(self, n):\n        self.n = n\ndef f(n):\n    yield n\nc = C(1)\nx = list(f(2))\n1/0\n';
    const options = { fuel: 1000, conditions: ['n == 2', 'c'] };
    const [recording] = lane.recordStepping([{ source }], options);
    const { events, module, exception } = recording!;
    expect(exception).toMatchObject({ type: 'ZeroDivisionError' });
    const byName = (name: string) => events.filter((e) => e.code.qualname === name);
    const init = byName('C.__init__')[0]!;
    expect(init).toMatchObject({ event: 'PY_START', back: 1, line: 2 });
    expect(events[0]).toMatchObject({ event: 'PY_START', frame: 1, back: null, code: module });
    expect(events.find((e) => e.event === 'CALL' && e.line === 6)?.callee).toBe(init.code);
    expect(events.find((e) => e.event === 'CALL' && e.line === 7 && e.argument !== null)?.argument).toBe(
      byName('f')[0]!.code,
    );
    expect(events.find((e) => e.event === 'PY_YIELD')?.value).toBe('2');
    expect(events.find((e) => e.event === 'RAISE')?.exception).toBe('ZeroDivisionError');
    expect(byName('f').find((e) => e.event === 'LINE')?.conditions).toEqual({ 'n == 2': true, c: true });
    expect(events.find((e) => e.event === 'LINE' && e.line === 1)?.conditions).toEqual({
      'n == 2': { error: 'NameError' },
      c: { error: 'NameError' },
    });
    for (const e of events) {
      if (e.event === 'LINE' || e.event === 'INSTRUCTION')
        expect(e.code.instructions.map((i) => i.offset)).toContain(e.offset);
    }
  });
});

describe('recordStepping after record', () => {
  it('is not heard by the run before, whose fuel is small', async () => {
    const lane = await embedded('3.14.2');
    lane.record([{ source: 'pass\n' }], { level: 'semantic', fuel: 3 });
    const [recording] = lane.recordStepping([{ source: 'for i in range(9):\n    len([])\n' }], {
      fuel: 500,
      conditions: [],
    });
    expect(recording?.exception).toBeUndefined();
  });
});

describe('record with tools at random', () => {
  it('ends with the program, even where local event sets stay on for finalisers', async () => {
    const lane = await embedded('3.14');
    const source = 'def g():\n    try:\n        yield 1\n    finally:\n        print("end")\ni = g()\nnext(i)\n';
    const local = [{ code: 'g', events: ['LINE', 'PY_START', 'PY_YIELD'] }] as const;
    const tools = { seed: 1, tools: [{ id: 2, events: [], local, disable: 0, disableOn: [] }] } as const;
    const [trace] = lane.record([{ source, tools }], { level: 'semantic', fuel: 100 });
    expect(trace!.events.map((e) => `${e.event} ${e.line}`)).toEqual(['PY_START 1', 'LINE 2', 'LINE 3', 'PY_YIELD 3']);
  });
});

describe('record with event loops', () => {
  const MAIN =
    'async def main():\n    print(asyncio.current_task().get_name())\n    await AWAITED\nasyncio.run(main())\n';
  const program = (awaited: string): Program => ({ source: `import asyncio\n${MAIN.replace('AWAITED', awaited)}` });
  const OPTIONS = { level: 'semantic', fuel: 100 } as const;

  it('numbers the tasks of each program from one on', async () => {
    const lane = await embedded('3.14');
    const slept = program('asyncio.sleep(0)');
    const traces = lane.record([slept, { source: 'pass\n' }, slept], OPTIONS);
    expect(traces.map(({ stdout }) => stdout)).toEqual(['Task-1\n', '', 'Task-1\n']);
  });

  it('takes a loop that waits for ever for a deadlock', async () => {
    const lane = await embedded('3.14');
    const [trace] = lane.record([program('asyncio.Future()')], OPTIONS);
    expect(trace).toMatchObject({ end: 'deadlock', stdout: 'Task-1\n' });
    expect(trace!.exception).toBeUndefined();
    expect(trace!.events.at(-1)).toMatchObject({ event: 'PY_YIELD', line: 4 });
  });
});
