import { describe, expect, it } from 'vitest';
import type { Trace, TraceEvent, TraceException } from '../../../model/index.ts';
import { compareTraces } from '../../../src/differential/compare.ts';
import { renderDivergence } from '../../../src/differential/render.ts';

const line = (n: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
  event: 'LINE',
  code: '<module>',
  line: n,
  depth: 1,
  thread: 0,
  frame: 1,
  ...more,
});
const trace = (events: readonly TraceEvent[], more: Partial<Trace> = {}): Trace => ({
  python: { version: '3.14', build: 'test' },
  events,
  globals: [['x', '1']],
  stdout: 'out\n',
  ...more,
});
const error = (more: Partial<TraceException> = {}): TraceException => ({
  type: 'ValueError',
  message: 'm',
  traceback: [['f', 1]],
  ...more,
});
const three = [line(1), line(2), line(3)];

describe('compareTraces', () => {
  it('finds no difference between equal traces', () => {
    expect(compareTraces(trace(three), trace([...three]), 'exact')).toBeUndefined();
  });

  it.each<[string, Partial<TraceEvent>]>([
    ['event', { event: 'CALL' }],
    ['line', { line: 9 }],
    ['code', { code: 'f' }],
    ['direction', { direction: 'left' }],
    ['depth', { depth: 2 }],
    ['frame', { frame: 2 }],
    ['tool', { tool: 1 }],
  ])('finds the first event whose %s differs', (_, change) => {
    const other = trace([line(1), line(2, change), line(3)]);
    expect(compareTraces(trace(three), other, 'semantic')).toMatchObject({ in: 'events', index: 1, observed: change });
  });

  it.each<[string, Partial<TraceEvent>]>([
    ['offset', { offset: 4 }],
    ['destination', { dest: 4 }],
    ['callable', { callable: 'f' }],
    ['first argument', { arg0: 'int' }],
    ['exception', { exception: 'KeyError' }],
  ])('looks at the %s at the exact level only', (_, change) => {
    const call = line(2, { event: 'CALL', offset: 2 });
    const [a, b] = [trace([call]), trace([{ ...call, ...change }])];
    expect(compareTraces(a, b, 'semantic')).toBeUndefined();
    expect(compareTraces(a, b, 'exact')).toMatchObject({ index: 0 });
  });

  it('takes a trace that ends early as different', () => {
    expect(compareTraces(trace(three), trace([line(1)]), 'semantic')).toEqual({
      in: 'events',
      index: 1,
      expected: three[1],
      observed: undefined,
    });
    expect(compareTraces(trace([]), trace(three), 'semantic')).toMatchObject({ index: 0, expected: undefined });
  });

  it('compares a run that was cut off as far as it went', () => {
    const cut = trace([line(1), line(2)], { end: 'fuel', stdout: '' });
    expect(compareTraces(trace(three), cut, 'semantic')).toBeUndefined();
    expect(compareTraces(cut, trace([line(1)]), 'semantic')).toMatchObject({ in: 'events', index: 1 });
    expect(compareTraces(cut, trace([line(1), line(3)]), 'semantic')).toMatchObject({ in: 'events', index: 1 });
  });

  it.each<[string, Partial<Trace>, string]>([
    ['stdout', { stdout: 'other\n' }, 'stdout'],
    ['globals', { globals: [['x', '2']] }, 'globals'],
    ['exception', { exception: error() }, 'exception'],
  ])('compares %s', (_, change, where) => {
    expect(compareTraces(trace(three), trace(three, change), 'semantic')).toMatchObject({ in: where });
  });

  it.each<[string, Partial<TraceException>]>([
    ['type', { type: 'KeyError' }],
    ['message', { message: 'other' }],
    ['traceback', { traceback: [['f', 2]] }],
    ['cause', { cause: error() }],
    ['context', { context: error() }],
  ])('compares the %s of exceptions', (_, change) => {
    const [a, b] = [trace([], { exception: error() }), trace([], { exception: error(change) })];
    expect(compareTraces(a, b, 'semantic')).toMatchObject({ in: 'exception' });
  });

  it('compares RecursionError by type and depth', () => {
    const deep = (message: string, frames: number): Trace =>
      trace([], {
        exception: error({
          type: 'RecursionError',
          message,
          traceback: Array.from({ length: frames }, () => ['f', 1] as const),
        }),
      });
    expect(compareTraces(deep('a', 5), deep('b', 5), 'semantic')).toBeUndefined();
    expect(compareTraces(deep('a', 5), deep('a', 6), 'semantic')).toMatchObject({ in: 'exception' });
  });
});

describe('renderDivergence', () => {
  const render = (a: Trace, b: Trace): string =>
    renderDivergence(a, b, compareTraces(a, b, 'semantic')!, {
      source: 'x = 1\ny = 2\nz = 3\n',
      level: 'semantic',
      expectedName: 'CPython',
      observedName: 'model',
    });

  it('shows both sequences with the first difference marked and the source line', () => {
    const shown = render(trace(three), trace([line(1), line(2), line(1)])).split('\n');
    expect(shown[0]).toBe('First difference: event 2');
    expect(shown[1]).toMatch(/^ +CPython +model$/);
    expect(shown.at(-1)).toMatch(/^► +2 LINE <module> line 3 .*LINE <module> line 1 .*│ z = 3$/);
    expect(shown.filter((row) => row.startsWith('►')).length).toBe(1);
  });

  it('shows texts line by line', () => {
    expect(render(trace([], { stdout: 'a\nb\n' }), trace([], { stdout: 'a\nc\n' })).split('\n')[3]).toMatch(
      /^► +b +c$/,
    );
  });
});
