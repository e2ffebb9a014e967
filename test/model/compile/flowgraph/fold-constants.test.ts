import { describe, expect, it } from 'vitest';
import type { CodeConstant } from '../../../../model/code/code-object.ts';
import { blocks } from '../../../../model/compile/flowgraph/block.ts';
import { optimizeBlock } from '../../../../model/compile/flowgraph/peephole.ts';
import { graph, show } from './graph-text.ts';

/** The instructions that are left but for NOPs, and the constants. */
function folded(text: string, consts: CodeConstant[], python: '3.13' | '3.14' = '3.14'): [string[], CodeConstant[]] {
  const g = graph(text, python, consts);
  for (const b of blocks(g)) optimizeBlock(g, b);
  return [show(g).filter((r) => !r.endsWith('NOP')), g.consts];
}

describe('foldTuple', () => {
  it.each(['3.13', '3.14'] as const)('makes a constant of a tuple of constants in %s', (python) => {
    const [rows, consts] = folded('1 LOAD_CONST 0\n1 LOAD_CONST 1\n1 BUILD_TUPLE 2', ['a', 'b'], python);
    expect(rows).toEqual(['1 LOAD_CONST 2']);
    expect(consts[2]).toEqual({ tuple: ['a', 'b'] });
  });

  it('uses an equal constant that is there', () => {
    const consts = ['a', { tuple: ['a'] }];
    expect(folded('1 LOAD_CONST 0\n1 BUILD_TUPLE 1', consts)).toEqual([['1 LOAD_CONST 1'], consts]);
  });

  it('leaves a tuple with a variable in it', () => {
    expect(folded('1 LOAD_CONST 0\n1 LOAD_FAST 0\n1 BUILD_TUPLE 2', ['a'])[0]).toContain('1 BUILD_TUPLE 2');
  });

  it('makes a tuple of a list that is built only to become one', () => {
    const text =
      '1 BUILD_LIST 0\n1 LOAD_CONST 0\n1 LIST_APPEND 1\n1 LOAD_SMALL_INT 2\n1 LIST_APPEND 1\n1 CALL_INTRINSIC_1 6';
    expect(folded(text, ['a'])).toEqual([['1 LOAD_CONST 1'], ['a', { tuple: ['a', 2] }]]);
  });
});

describe('optimizeListOrSet', () => {
  const three = (op: string, next: string): string =>
    `1 LOAD_SMALL_INT 1\n1 LOAD_SMALL_INT 2\n1 LOAD_SMALL_INT 1\n1 ${op} 3\n1 ${next}`;

  it('makes a tuple of a list that is only iterated, and a frozenset of a set', () => {
    expect(folded(three('BUILD_LIST', 'GET_ITER'), [null])[1][1]).toEqual({ tuple: [1, 2, 1] });
    expect(folded(three('BUILD_SET', 'GET_ITER'), [null])[1][1]).toEqual({ frozenset: [1, 2] });
  });

  it('extends an empty list or set by a constant where it is kept', () => {
    expect(folded(three('BUILD_LIST', 'RETURN_VALUE'), [null])[0]).toEqual([
      '1 BUILD_LIST',
      '. LOAD_CONST 1',
      '1 LIST_EXTEND 1',
      '1 RETURN_VALUE',
    ]);
    expect(folded(three('BUILD_SET', 'RETURN_VALUE'), [null])[0]).toContain('1 SET_UPDATE 1');
  });

  it('makes a tuple of a list of variables that is only searched', () => {
    expect(folded('1 LOAD_FAST 0\n1 BUILD_LIST 1\n1 CONTAINS_OP 0', [])[0]).toContain('1 BUILD_TUPLE 1');
  });
});

describe('foldBinaryOp and foldUnaryOp', () => {
  it('calculate, and load small ints by themselves', () => {
    expect(folded('1 LOAD_SMALL_INT 3\n1 LOAD_SMALL_INT 4\n1 BINARY_OP 0', [])).toEqual([['1 LOAD_SMALL_INT 7'], []]);
    expect(folded('1 LOAD_SMALL_INT 3\n1 UNARY_NEGATIVE', [])).toEqual([['1 LOAD_CONST'], [-3]]);
  });

  it('fold what was folded before', () => {
    const text = '1 LOAD_SMALL_INT 3\n1 LOAD_SMALL_INT 4\n1 BINARY_OP 0\n1 LOAD_SMALL_INT 2\n1 BINARY_OP 5';
    expect(folded(text, [])[0]).toEqual(['1 LOAD_SMALL_INT 14']);
  });

  it('leave to run time what raises', () => {
    expect(folded('1 LOAD_SMALL_INT 3\n1 LOAD_SMALL_INT 0\n1 BINARY_OP 11', [])[0]).toContain('1 BINARY_OP 11');
  });

  it('leave everything to the tree in 3.13', () => {
    expect(folded('1 LOAD_CONST 0\n1 LOAD_CONST 0\n1 BINARY_OP 0', [3], '3.13')[0]).toContain('1 BINARY_OP');
  });

  it('subscribe', () => {
    expect(folded('1 LOAD_CONST 0\n1 LOAD_SMALL_INT 1\n1 BINARY_OP 26', ['abc'])).toEqual([
      ['1 LOAD_CONST 1'],
      ['abc', 'b'],
    ]);
  });
});
