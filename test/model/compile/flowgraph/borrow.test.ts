import { describe, expect, it } from 'vitest';
import type { CodeConstant, Version } from '../../../../model/code/code-object.ts';
import { borrowLoads } from '../../../../model/compile/flowgraph/borrow.ts';
import { calculateStackDepth } from '../../../../model/compile/flowgraph/stack-depth.ts';
import { graph, show } from './graph-text.ts';

function borrowed(text: string, python: Version = '3.14', consts: CodeConstant[] = [null]): string[] {
  const g = graph(text, python, consts);
  calculateStackDepth(g);
  borrowLoads(g);
  return show(g);
}

describe('borrowLoads', () => {
  it('borrows what an instruction of the block consumes', () => {
    expect(borrowed('1 LOAD_FAST 0\n1 LOAD_FAST 1\n1 BINARY_OP 0\n1 RETURN_VALUE')).toEqual([
      '1 LOAD_FAST_BORROW',
      '1 LOAD_FAST_BORROW 1',
      '1 BINARY_OP',
      '1 RETURN_VALUE',
    ]);
    expect(borrowed('1 LOAD_FAST_LOAD_FAST 1\n1 BINARY_OP 0\n1 RETURN_VALUE')[0]).toBe(
      '1 LOAD_FAST_BORROW_LOAD_FAST_BORROW 1',
    );
  });

  it.each([
    ['becomes a local', '1 LOAD_FAST 0\n1 STORE_FAST 1\n1 LOAD_CONST 0\n1 RETURN_VALUE'],
    ['outlives a change of its local', '1 LOAD_FAST 0\n1 LOAD_CONST 0\n1 STORE_FAST 0\n1 RETURN_VALUE'],
    ['outlives its local', '1 LOAD_FAST 0\n1 DELETE_FAST 0\n1 RETURN_VALUE'],
    ['is left on the stack at the end of the block', '1 LOAD_FAST 0\n1 JUMP ->a\na:\n2 RETURN_VALUE'],
    ['stays below what it yields', '1 LOAD_FAST 0\n1 GET_LEN\n1 POP_TOP\n1 JUMP ->a\na:\n2 RETURN_VALUE'],
  ])('owns what %s', (_why, text) => {
    expect(borrowed(text)[0]).toBe('1 LOAD_FAST');
  });

  it('follows references through COPY and SWAP', () => {
    const rows = borrowed('1 LOAD_FAST 0\n1 LOAD_FAST 1\n1 SWAP 2\n1 STORE_FAST 2\n1 RETURN_VALUE');
    expect(rows.slice(0, 2)).toEqual(['1 LOAD_FAST', '1 LOAD_FAST_BORROW 1']);
  });

  it('takes what IMPORT_FROM pushes for the first load of the block in 3.14, not in 3.15', () => {
    const text =
      '1 LOAD_FAST 0\n1 POP_TOP\n1 LOAD_CONST 0\n1 IMPORT_FROM 0\n1 STORE_FAST 1\n1 POP_TOP\n2 LOAD_CONST 0\n2 RETURN_VALUE';
    expect(borrowed(text)[0]).toBe('1 LOAD_FAST');
    expect(borrowed(text, '3.15')[0]).toBe('1 LOAD_FAST_BORROW');
  });
});
