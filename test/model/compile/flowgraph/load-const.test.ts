import { describe, expect, it } from 'vitest';
import type { CodeConstant } from '../../../../model/code/code-object.ts';
import { blocks } from '../../../../model/compile/flowgraph/block.ts';
import { optimizeLoadConst } from '../../../../model/compile/flowgraph/load-const.ts';
import { graph, show } from './graph-text.ts';

function optimized(text: string, consts: CodeConstant[], python: '3.13' | '3.14' | '3.15' = '3.14'): string[] {
  const g = graph(text, python, consts);
  for (const b of blocks(g)) optimizeLoadConst(g, b);
  return show(g);
}

const TEST = '1 LOAD_CONST 0\n1 POP_JUMP_IF_FALSE ->end\n2 NOP\nend:\n3 RETURN_VALUE';

describe('optimizeLoadConst', () => {
  it('decides a test of a constant', () => {
    expect(optimized(TEST, ['yes']).slice(0, 2)).toEqual(['1 NOP', '1 NOP']);
    expect(optimized(TEST, ['']).slice(0, 2)).toEqual(['1 NOP', '1 JUMP ->b1']);
  });

  it('leaves the constant where the jump keeps it on the stack', () => {
    expect(optimized(TEST.replace('POP_JUMP', 'JUMP'), ['']).slice(0, 2)).toEqual(['1 LOAD_CONST', '1 JUMP ->b1']);
  });

  it('makes a jump of a comparison with None', () => {
    const text = (invert: number, jump: string): string =>
      `1 LOAD_CONST 0\n1 IS_OP ${invert}\n1 TO_BOOL\n1 ${jump} ->end\n2 NOP\nend:\n3 RETURN_VALUE`;
    expect(optimized(text(0, 'POP_JUMP_IF_FALSE'), [null])).toContain('1 POP_JUMP_IF_NOT_NONE ->b1');
    expect(optimized(text(1, 'POP_JUMP_IF_FALSE'), [null])).toContain('1 POP_JUMP_IF_NONE ->b1');
    expect(optimized(text(0, 'POP_JUMP_IF_TRUE'), [null])).toContain('1 POP_JUMP_IF_NONE ->b1');
    expect(optimized(text(0, 'POP_JUMP_IF_TRUE'), ['a'])).toContain('1 IS_OP');
  });

  it('returns a constant by RETURN_CONST in 3.13 only', () => {
    expect(optimized('1 LOAD_CONST 0\n1 RETURN_VALUE', ['a'], '3.13')).toEqual(['1 NOP', '1 RETURN_CONST']);
    expect(optimized('1 LOAD_CONST 0\n1 RETURN_VALUE', ['a'])).toEqual(['1 LOAD_CONST', '1 RETURN_VALUE']);
  });

  it.each([
    [0, '1 LOAD_SMALL_INT'],
    [255, '1 LOAD_SMALL_INT 255'],
    [256, '1 LOAD_CONST'],
    [-1, '1 LOAD_CONST'],
    [true, '1 LOAD_CONST'],
  ])('loads %s by %s in 3.14', (constant, row) => {
    expect(optimized('1 LOAD_CONST 0\n1 RETURN_VALUE', [constant])[0]).toBe(row);
  });

  it.each([
    [null, 7],
    ['', 8],
    [true, 9],
    [false, 10],
    [-1, 11],
  ])('loads %s as common constant %i in 3.15', (constant, index) => {
    const rows = optimized('1 LOAD_CONST 0\n1 RETURN_VALUE', [constant], '3.15');
    expect(rows[0]).toBe(`1 LOAD_COMMON_CONSTANT ${index}`);
  });
});
