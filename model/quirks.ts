/**
 * Quirks: defects of particular builds, kept apart from what a minor version means to do. The model runs with the quirks of the build that it is
 * compared with, or without any, to say what ought to happen.
 * @module
 */
import type { RandomTools } from './monitoring/random-tool.ts';

export interface Quirk {
  readonly id: QuirkId;
  /** Releases that have it (the first word of a build's name). */
  readonly releases: readonly string[];
  /** What they do. */
  readonly summary: string;
  /** The smallest program that shows it. */
  readonly program: string;
  /** The tools that it shows to, where it takes more than one that has all events on. */
  readonly tools?: RandomTools;
  /** What the builds do from there on depends on memory that means nothing: the model calls it undefined. */
  readonly undefined?: true;
  /** Why it is a defect and not the version's meaning. */
  readonly evidence: string;
}

export type QuirkId =
  | 'atexit-asks-newest-first'
  | 'close-drops-unwatched'
  | 'far-handler-repeats-line'
  | 'frame-deletions-unforeseen'
  | 'future-iterator-reads-null'
  | 'future-refuses-stop'
  | 'gc-has-no-last-threshold'
  | 'generator-owns-its-caller'
  | 'group-shows-its-arguments'
  | 'jump-callback-loses-place'
  | 'line-off-skips-instruction'
  | 'spread-hides-python'
  | 'spread-of-nothing-is-none';

export const QUIRKS: readonly Quirk[] = [
  {
    id: 'atexit-asks-newest-first',
    releases: ['3.14.2'],
    summary: 'atexit.unregister compares with what was registered last first.',
    program:
      'import atexit\nclass E:\n    def __init__(self, n): self.n = n\n    def __call__(self): pass\n    def __eq__(self, other): print(other.n)\natexit._clear()\natexit.register(E(1))\natexit.register(E(2))\natexit.unregister(E(3))\natexit._clear()\n',
    evidence: '3.14.10, and every other minor version, compare in the order of registration.',
  },
  {
    id: 'close-drops-unwatched',
    releases: ['3.13.0', '3.13.2'],
    summary: 'A generator suspended outside any try is closed without being run, even while PY_UNWIND is monitored.',
    program: 'def g():\n    yield\ni = g()\nnext(i)\ni.close()\n',
    evidence: '3.13.18, 3.14.2 and 3.15.0rc1 throw GeneratorExit into it while PY_UNWIND is monitored.',
  },
  {
    id: 'far-handler-repeats-line',
    releases: ['3.13.2'],
    summary:
      'More than about 127 lines behind its first line, a code object tells LINE at a handler that stands behind an instruction of another line or of none, though the exception came from the same line.',
    program: `class C:\n    def __enter__(self): pass\n    def __exit__(self, *a): pass\n${'\n'.repeat(200)}with C() as i, i: pass\n`,
    evidence: '3.13.18, and every other minor version, compare the lines there too.',
  },
  {
    id: 'future-iterator-reads-null',
    releases: ['3.14.2', '3.15.0rc1'],
    summary:
      'Stepping the iterator of a future behind its `close` or `throw` reads, and writes, through a null pointer: native builds crash, embedded ones tell what lies at address 0.',
    program:
      'import asyncio\nasync def main():\n    i = asyncio.Future().__await__()\n    i.close()\n    for _ in (1, 2):\n        try:\n            next(i)\n        except Exception as e:\n            print(repr(e))\nasyncio.run(main())\n',
    undefined: true,
    evidence: '3.13.18, 3.14.10 and 3.15.2 raise StopIteration.',
  },
  {
    id: 'future-refuses-stop',
    releases: ['3.12.1'],
    summary:
      'Future.set_exception raises a TypeError of a StopIteration, and what awaits the future waits for ever; one of a subclass it takes.',
    program:
      'import asyncio\nasync def main():\n    try:\n        asyncio.Future().set_exception(StopIteration())\n    except TypeError as e:\n        print(e)\nasyncio.run(main())\n',
    evidence: '3.12.7 and every later version put a RuntimeError in its place.',
  },
  {
    id: 'gc-has-no-last-threshold',
    releases: ['3.14.2'],
    summary: 'gc.get_threshold() shows 0 as the last threshold, whatever it was set to.',
    program: 'import gc\nn = gc.get_threshold()[2]\n',
    evidence: '3.14.10, and every other minor version, show what was set.',
  },
  {
    id: 'frame-deletions-unforeseen',
    releases: ['3.12.1', '3.12.7', '3.13.0', '3.13.2', '3.14.2', '3.15.0rc1'],
    summary:
      'Deleting `f_trace_opcodes` of a frame is told as setting it to what is no bool; deleting `f_lineno` does not name it (3.14+).',
    program: 'import sys\ntry: del sys._getframe().f_trace_opcodes\nexcept Exception as e: print(type(e), e)\n',
    evidence: '3.13.18, 3.14.10 and 3.15.2 raise AttributeError and name the attribute.',
  },
  {
    id: 'generator-owns-its-caller',
    releases: ['3.12.1', '3.12.7', '3.13.0', '3.13.2', '3.14.2'],
    summary:
      'The frame of a generator that is done owns the frame that resumed it last, as a function’s owns its caller’s: whoever holds it keeps the locals of both.',
    program: 'import sys\ndef g():\n    yield sys._getframe()\ni = g()\nf = next(i)\nnext(i, 0)\nif f.f_back: pass\n',
    evidence: '3.13.18, 3.14.10, 3.15.0rc1 and 3.15.2 cut a generator’s frame off from its caller before it ends.',
  },
  {
    id: 'group-shows-its-arguments',
    releases: ['3.12.1', '3.12.7', '3.13.0', '3.13.2', '3.14.2'],
    summary:
      'The repr of an exception group shows the arguments that it was made of, whatever has become of them, not its parts.',
    program: "l = [ValueError(1)]\ng = ExceptionGroup('g', l)\nl.clear()\nprint(repr(g))\n",
    evidence: '3.13.18, 3.14.10, 3.15.0rc1 and 3.15.2 show the parts.',
  },
  {
    id: 'jump-callback-loses-place',
    releases: ['3.12.1', '3.12.7', '3.13.0', '3.13.2', '3.14.2'],
    summary:
      'Where a callback of JUMP or a branch raises, no handler of the frame is found, and RAISE and PY_UNWIND are told an offset outside the code; FOR_ITER until 3.13 and POP_ITER keep their place.',
    program: 'if 0: pass\nx = []\nif x: pass\n',
    tools: {
      seed: 0,
      tools: [
        {
          id: 0,
          events: ['JUMP', 'BRANCH', 'RAISE'],
          local: [],
          disable: 0,
          disableOn: [],
          acts: { share: 256, sets: [['JUMP']], localSets: [['JUMP']], raises: 9 },
        },
      ],
    },
    evidence:
      '3.13.18, 3.14.10, 3.15.0rc1 and 3.15.2 search from the destination, as the code of the earlier ones means to.',
  },
  {
    id: 'line-off-skips-instruction',
    releases: ['3.12.1', '3.12.7', '3.13.0', '3.13.2', '3.13.18', '3.14.2', '3.15.0rc1'],
    summary:
      'Where the last tool takes LINE off an instruction while it is told of that LINE (by DISABLE, or a new event set), the INSTRUCTION there is left out once.',
    program: 'pass\n',
    tools: {
      seed: 0,
      tools: [{ id: 0, events: ['LINE', 'INSTRUCTION'], local: [], disable: 256, disableOn: ['LINE'] }],
    },
    evidence: 'An answer to one event says nothing of another; 3.14.10 and 3.15.2 report it.',
  },
  {
    id: 'spread-hides-python',
    releases: ['3.12.1'],
    summary: 'CALL_FUNCTION_EX does not report the call of a Python function or method.',
    program: 'def f():\n    pass\nf(*())\n',
    evidence: '3.12.7 and every later version report it.',
  },
  {
    id: 'spread-of-nothing-is-none',
    releases: ['3.12.1'],
    summary: 'CALL_FUNCTION_EX without a positional argument reports None as the first argument, not MISSING.',
    program: 'print(*())\n',
    evidence: '3.12.7 and every later version report MISSING.',
  },
];

/** The quirks of a release. */
export function quirksOf(release: string): ReadonlySet<QuirkId> {
  return new Set(QUIRKS.filter((quirk) => quirk.releases.includes(release)).map((quirk) => quirk.id));
}

/** A program that builds do not survive. The model shows what the language says of it. */
export interface Crash {
  readonly id: string;
  readonly releases: readonly string[];
  readonly summary: string;
  readonly program: string;
  readonly evidence: string;
}

export const CRASHES: readonly Crash[] = [
  {
    id: 'anext-default-of-null',
    releases: ['3.12.1', '3.12.7', '3.13.2'],
    summary:
      'anext() with a default, of an iterator whose __anext__ raises: the awaitable is made around a null pointer.',
    program: 'class A:\n    def __anext__(self): raise ValueError\nanext(A(), 0)\n',
    evidence: '3.13.18 and every later version let the exception out.',
  },
  {
    id: 'locals-of-shadowed-cell',
    releases: ['3.13.2'],
    summary:
      'The locals of a frame are read in the middle of an inlined comprehension whose variable has the name of one that an inner function uses: what the comprehension put there is taken for a cell.',
    program: 'def f(v):\n    def g(): return v\n    return [len(locals()) for v in range(1)]\nf(0)\n',
    evidence:
      'Every other version, and 3.13.18, shows the comprehension’s variable. A debugger that evaluates an expression there, or shows variables, brings it about too.',
  },
];
