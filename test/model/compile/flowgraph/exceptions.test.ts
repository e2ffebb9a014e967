import { describe, expect, it } from 'vitest';
import type { Version } from '../../../../model/code/code-object.ts';
import { blocks, type Graph } from '../../../../model/compile/flowgraph/block.ts';
import { labelExceptionTargets, markExceptHandlers } from '../../../../model/compile/flowgraph/exceptions.ts';
import { graph } from './graph-text.ts';

function labelled(text: string, python: Version = '3.14'): Graph {
  const g = graph(text, python);
  markExceptHandlers(g);
  labelExceptionTargets(g);
  return g;
}

const NESTED = `
  1 SETUP_CLEANUP ->outer
  2 NOP
  3 SETUP_FINALLY ->inner
  4 YIELD_VALUE 0
  4 RESUME 1
  . POP_BLOCK
  5 YIELD_VALUE 0
  5 RESUME 1
  5 RETURN_VALUE
  inner:
  6 RERAISE 0
  outer:
  7 RERAISE 1`;

describe('labelExceptionTargets', () => {
  it('gives each instruction the innermost handler around it', () => {
    const g = labelled(NESTED);
    const [first, inner, outer] = [...blocks(g)];
    const handler = (line: number): unknown => first!.instrs.find((i) => i.at?.line === line)!.except;
    expect([handler(2), handler(4), handler(5)]).toEqual([outer, inner, outer]);
    expect(inner!.instrs[0]!.except).toBe(outer);
    expect(outer!.instrs[0]!.except).toBeNull();
  });

  it('marks handlers, and those that want the raising instruction', () => {
    const [first, inner, outer] = [...blocks(labelled(NESTED))];
    expect([first!.exceptHandler, inner!.exceptHandler, outer!.exceptHandler]).toEqual([false, true, true]);
    expect([inner!.preserveLasti, outer!.preserveLasti]).toEqual([false, true]);
  });

  it.each([
    ['3.13', [1, 5]],
    ['3.14', [1, 5]],
    ['3.15', [1, 9]],
    ['3.12', [1, 1]],
  ] as const)('tells RESUME in %s whether one handler is around it', (python, args) => {
    const [first] = [...blocks(labelled(NESTED, python))];
    expect(first!.instrs.filter((i) => i.op === 'RESUME').map((i) => i.arg)).toEqual(args);
  });

  it('tells YIELD_VALUE in 3.12 the depth of handlers', () => {
    const [first] = [...blocks(labelled(NESTED, '3.12'))];
    expect(first!.instrs.filter((i) => i.op === 'YIELD_VALUE').map((i) => i.arg)).toEqual([2, 1]);
  });
});
