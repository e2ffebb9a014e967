import type { Policy, PolicyRow } from '../../../machines/index.ts';

/** A program and a session in which each value of a row matters. */
export interface RowCase {
  readonly row: PolicyRow;
  readonly source: string;
  readonly script: string;
  /** Other rows that give this one a premise. */
  readonly rows?: Partial<Policy>;
  readonly filter?: readonly string[];
  /** A second program, where one cannot show all values: its stops follow. */
  readonly also?: { readonly source: string; readonly script: string };
  /** Where the session stops under each value. */
  readonly stops: Readonly<Record<string, string>>;
}

const F = 'def f():\n    return 1\nx = f() + 1\nz = 2\n';
const G = 'def g():\n    yield 1\n    yield 2\nfor v in g():\n    w = v\nz = 1\n';
const RAISES = 'def f():\n    raise ValueError\ndef m():\n    f()\ntry:\n    m()\nexcept ValueError:\n    z = 1\n';

export const ROW_CASES: readonly RowCase[] = [
  {
    row: 'OUT_LANDING',
    source: F,
    script: 'break 2; continue; out; out',
    stops: {
      'caller-mid-line': 'M:1 f:2[breakpoint1] M:3=1',
      'callee-return': 'M:1 f:2[breakpoint1] f:2=1 M:4',
      'caller-next-line': 'M:1 f:2[breakpoint1] M:4=1',
    },
  },
  {
    row: 'OVER_PAST_END',
    source: 'def f():\n    return 1\ndef h():\n    return 2\nx = f() + h()\nz = 2\n',
    script: 'break 2; continue; over; over',
    stops: {
      'caller-mid-line': 'M:1 f:2[breakpoint1] M:5=1 M:6',
      'callee-return': 'M:1 f:2[breakpoint1] f:2=1 h:4',
      'caller-next-line': 'M:1 f:2[breakpoint1] M:6=1',
      'becomes-into': 'M:1 f:2[breakpoint1] h:4 M:6',
    },
  },
  {
    row: 'INTO_PAST_END',
    source: F,
    script: 'break 2; continue; into; into',
    stops: {
      'caller-mid-line': 'M:1 f:2[breakpoint1] M:3=1 M:4',
      'callee-return': 'M:1 f:2[breakpoint1] f:2=1 M:4',
      'caller-next-line': 'M:1 f:2[breakpoint1] M:4=1',
    },
  },
  {
    row: 'ENTRY_STOP',
    source: 'def f(\n    a=1):\n    x = 1\nf()\n',
    script: 'break 4; continue; into; into',
    stops: { 'first-line': 'M:1 M:4[breakpoint1] f:3 M:4=None', 'call-event': 'M:1 M:4[breakpoint1] f:1 f:3' },
  },
  {
    row: 'INTO_RESUMED',
    source: 'def g():\n    yield 1\n    a = 1\n    yield 2\ni = g()\nnext(i)\nnext(i)\nz = 1\n',
    script: 'break 7; continue; into; into',
    stops: {
      'at-yield': 'M:1 M:7[breakpoint1] g:2 g:3',
      'next-line': 'M:1 M:7[breakpoint1] g:3 g:4',
      'not-at-all': 'M:1 M:7[breakpoint1] M:8',
    },
  },
  {
    row: 'OVER_AT_YIELD',
    source: G,
    script: 'break 2; continue; over; over',
    stops: { consumer: 'M:1 g:2[breakpoint1] M:4=1 M:5', stay: 'M:1 g:2[breakpoint1] g:3 M:6=None' },
  },
  {
    row: 'OVER_AT_AWAIT',
    source:
      'class A:\n    def __await__(s):\n        yield 1\nasync def c():\n    await A()\n    y = 1\nk = c()\nk.send(None)\nz = 1\ntry:\n    k.send(None)\nexcept StopIteration:\n    w = 1\n',
    script: 'break 5; continue; over; over',
    stops: { stay: 'M:1 c:5[breakpoint1] c:6 M:0=None', consumer: 'M:1 c:5[breakpoint1] M:8=1 M:9' },
  },
  {
    row: 'OUT_OF_GENERATOR',
    source: G,
    script: 'break 2; continue; out; out',
    stops: { consumer: 'M:1 g:2[breakpoint1] M:4=1', exhaustion: 'M:1 g:2[breakpoint1] M:6=None' },
  },
  {
    row: 'OVER_EXCEPTION_SAME_FRAME',
    source: 'try:\n    1 / 0\nexcept ZeroDivisionError:\n    z = 1\n',
    script: 'over; over; over',
    stops: { 'handler-line': 'M:1 M:2 M:3 M:4', 'exception-stop': 'M:1 M:2 M:2!ZeroDivisionError[exception] M:3' },
  },
  {
    row: 'OVER_EXCEPTION_LEAVES',
    source: RAISES,
    script: 'break 2; continue; over; over',
    stops: {
      'handler-line': 'M:1 f:2[breakpoint1] M:7 M:8',
      'exception-stops': 'M:1 f:2[breakpoint1] f:2!ValueError m:4!ValueError',
    },
  },
  {
    row: 'STOPITERATION_STOPS',
    source:
      'def g():\n    yield 1\ndef h():\n    x = yield from g()\n    y = 1\nfor v in h():\n    w = v\nz = sum(h())\n',
    script: 'break 4; continue; clear 1; over; over; over; over; over; over',
    rows: { OVER_AT_YIELD: 'stay' },
    stops: {
      none: 'M:1 h:4[breakpoint1] h:5 M:8=None',
      consumer: 'M:1 h:4[breakpoint1] h:4!StopIteration[exception] h:5 M:8=None',
      all: 'M:1 h:4[breakpoint1] h:4!StopIteration[exception] h:5 M:8=None h:4!StopIteration[exception] h:5 M:8=None',
    },
  },
  {
    row: 'UNCAUGHT',
    source: 'def f():\n    raise ValueError\nf()\n',
    script: 'break 2; continue; over *',
    rows: { OVER_EXCEPTION_LEAVES: 'exception-stops' },
    also: { source: 'raise ValueError\n', script: 'over *' },
    stops: {
      none: 'M:1 f:2[breakpoint1] f:2!ValueError | M:1',
      'stop-per-frame': 'M:1 f:2[breakpoint1] f:2!ValueError M:3!ValueError | M:1 M:1!ValueError',
      'stop-once': 'M:1 f:2[breakpoint1] f:2!ValueError | M:1 M:1!ValueError',
    },
  },
  {
    row: 'BREAKPOINT_DURING_STEP',
    source: 'def f():\n    x = 1\n    return x\nf()\nz = 1\n',
    script: 'break 2; over; over; continue; continue',
    stops: {
      'stops-and-ends-step': 'M:1 M:4 f:2[breakpoint1]',
      'stops-and-keeps-step': 'M:1 M:4 f:2[breakpoint1] M:5',
    },
  },
  {
    row: 'SAME_LINE_REPEAT',
    source: 'i = 0\nwhile i < 3: i += 1\nfor j in (1, 2):\n    x = j\nz = 1\n',
    script: 'over; over; over; until 4; until 4',
    stops: {
      'line-event': 'M:1 M:2 M:3 M:4 M:4 M:5',
      'backward-jump': 'M:1 M:2 M:2 M:2 M:4 M:4',
      never: 'M:1 M:2 M:3 M:4 M:5',
    },
  },
  {
    row: 'FRAME_KEY',
    source: 'def f():\n    return 1\ndef h():\n    return 2\nx = f() + h()\nz = 1\n',
    script: 'break 2; continue; over; over',
    rows: { OVER_PAST_END: 'caller-next-line' },
    stops: {
      identity: 'M:1 f:2[breakpoint1] M:6=1',
      depth: 'M:1 f:2[breakpoint1] h:4 M:6',
      address: 'M:1 f:2[breakpoint1] h:4=1 M:6=2',
    },
  },
  {
    row: 'UNMAPPED_BREAKPOINT',
    source: 'x = 1\n\n# nothing\ny = 2\n',
    script: 'break 3; continue',
    stops: { reject: 'M:1 refused: line 3 has no location; nearest: 1, 4', move: 'M:1 M:4[breakpoint1]' },
  },
  {
    row: 'CONDITION_ERROR',
    source: 'x = 1\ny = 2\n',
    script: 'break 2 if 1/0; continue',
    stops: { stop: 'M:1 M:2[condition-error1]', ignore: 'M:1' },
  },
  {
    row: 'UNTIL_DEFAULT',
    source: 'for i in (1, 2):\n    x = i\nz = 1\n',
    script: 'over; until; continue',
    stops: { 'line-plus-one': 'M:1 M:2 M:3', 'argument-required': 'M:1 M:2 refused: until needs a line' },
  },
  {
    row: 'FILTER',
    source: 'def s():\n    x = 1\n    return t()\ndef t():\n    return 2\ns()\nz = 1\n',
    script: 'break 6; continue; into; into; into',
    filter: ['s'],
    stops: { none: 'M:1 M:6[breakpoint1] s:2 s:3 t:5', list: 'M:1 M:6[breakpoint1] t:5 M:6=2 M:7' },
  },
  { row: 'END_OF_PROGRAM', source: 'x = 1\n', script: 'over', stops: { none: 'M:1', 'return-stop': 'M:1 M:1=None' } },
];
