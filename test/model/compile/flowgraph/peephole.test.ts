import { describe, expect, it } from 'vitest';
import { blocks } from '../../../../model/compile/flowgraph/block.ts';
import { optimizeBlock } from '../../../../model/compile/flowgraph/peephole.ts';
import { graph, show } from './graph-text.ts';

function optimized(text: string, python: '3.13' | '3.14' = '3.14'): string[] {
  const g = graph(text, python);
  for (const b of blocks(g)) optimizeBlock(g, b);
  return show(g);
}

describe('optimizeBlock', () => {
  it('makes a SWAP of packing and unpacking two or three, and nothing of one', () => {
    expect(optimized('1 BUILD_TUPLE 2\n1 UNPACK_SEQUENCE 2\n1 RETURN_VALUE')).toContain('1 SWAP 2');
    expect(optimized('1 BUILD_TUPLE 3\n1 UNPACK_SEQUENCE 3\n1 RETURN_VALUE')).toContain('1 SWAP 3');
    expect(optimized('1 BUILD_TUPLE 1\n1 UNPACK_SEQUENCE 1\n1 RETURN_VALUE')).toEqual([
      '1 NOP',
      '1 NOP',
      '1 RETURN_VALUE',
    ]);
    expect(optimized('1 BUILD_TUPLE 4\n1 UNPACK_SEQUENCE 4\n1 RETURN_VALUE')).toContain('1 UNPACK_SEQUENCE 4');
  });

  it('threads a jump to a jump and keeps the line of the first in a NOP', () => {
    const rows = optimized('1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->a\n2 NOP\na:\n3 JUMP ->b\n4 NOP\nb:\n5 RETURN_VALUE');
    expect(rows).toEqual([
      '1 LOAD_FAST',
      '1 NOP',
      '3 POP_JUMP_IF_TRUE ->b1',
      '2 NOP',
      '3 JUMP ->b1',
      '4 NOP',
      'b1:',
      '5 RETURN_VALUE',
    ]);
  });

  it('does not thread a jump to itself for ever', () => {
    expect(optimized('1 NOP\na:\n2 JUMP ->a')).toContain('2 JUMP ->b1');
  });

  it('lets JUMP_IF_FALSE go on behind a JUMP_IF_TRUE that cannot jump', () => {
    const rows = optimized(
      '1 LOAD_FAST 0\n1 JUMP_IF_FALSE ->a\n1 POP_TOP\n1 LOAD_FAST 1\na:\n1 JUMP_IF_TRUE ->b\n2 POP_TOP\nb:\n3 RETURN_VALUE',
    );
    expect(rows[1]).toBe('1 JUMP_IF_FALSE ->b1');
    expect(rows[rows.indexOf('b1:') + 1]).toBe('2 POP_TOP');
  });

  it('drops the first of two stores to one local on one line', () => {
    expect(optimized('1 STORE_FAST 0\n1 STORE_FAST 0')).toEqual(['1 POP_TOP', '1 STORE_FAST']);
    expect(optimized('1 STORE_FAST 0\n2 STORE_FAST 0')).toEqual(['1 STORE_FAST', '2 STORE_FAST']);
  });

  it('asks a comparison for a bool', () => {
    expect(optimized('1 COMPARE_OP 2\n1 TO_BOOL')).toEqual(['1 NOP', '1 COMPARE_OP 18']);
  });

  it('inverts `in` before `not` from 3.14 on', () => {
    expect(optimized('1 CONTAINS_OP 0\n1 UNARY_NOT')).toEqual(['1 NOP', '1 CONTAINS_OP 1']);
    expect(optimized('1 CONTAINS_OP 0\n1 UNARY_NOT', '3.13')).toEqual(['1 CONTAINS_OP', '1 UNARY_NOT']);
  });

  it('merges PUSH_NULL into LOAD_GLOBAL', () => {
    expect(optimized('1 LOAD_GLOBAL 4\n1 PUSH_NULL')).toEqual(['1 LOAD_GLOBAL 5', '1 NOP']);
  });
});
