import { describe, expect, it } from 'vitest';
import { build as b, type Module, print } from '../../../model/index.ts';
import { constructsOf, programFigures } from '../../../properties/arbitraries/coverage.ts';

const located = (...body: Parameters<typeof b.module>): Module => print(b.module(...body)).module;
const names = (module: Module): string[] => [...constructsOf(module).keys()].sort();

describe('constructsOf', () => {
  it('names constructs by what they are and where they stand', () => {
    const loop = b.forIn('i', b.call('range', [2]), [
      b.tryDo([b.breakLoop()], [b.except('E', 'e', [b.raise()])], [], [b.continueLoop()]),
    ]);
    expect(names(located(loop))).toEqual([
      'break',
      'builtin:range',
      'continue',
      'except:raise',
      'finally:continue',
      'for',
      'raise',
      'raise:bare',
      'try',
      'try:as',
      'try:break',
      'try:except',
      'try:finally',
    ]);
  });

  it('begins anew inside a function: what surrounds a definition does not surround its body', () => {
    const def = b.def('f', b.parameters(), [b.returns(1)]);
    const found = names(located(b.tryDo([def], [], [], [b.pass()])));
    expect(found).toContain('return');
    expect(found).not.toContain('try:return');
  });

  it('tells layouts apart', () => {
    expect(names(located(b.pass(), b.laid(b.pass(), { joined: true })))).toContain('layout:several-on-a-line');
    expect(names(located(b.laid(b.ifThen('x', [b.pass()]), { inline: true })))).toContain('layout:one-line-compound');
    expect(names(located(b.evaluate(b.laid(b.call('f', ['x']), { lines: 'each' }))))).toContain('layout:several-lines');
  });
});

describe('programFigures', () => {
  it('counts what stands on an executed line, and a declaration where the statement after it does', () => {
    const def = b.def('f', b.parameters(), [b.global('x'), b.assign('x', 1)]);
    const module = located(def, b.ifThen(0, [b.pass()]));
    expect([...programFigures(module, new Set([1, 4])).executed].sort()).toEqual(['function', 'if']);
    expect(programFigures(module, new Set([3])).executed).toContain('global');
    expect(programFigures(module, new Set([5])).executed).toContain('pass');
  });
});
