import { describe, expect, it } from 'vitest';
import { blocks } from '../../../../model/compile/flowgraph/block.ts';
import { buildGraph } from '../../../../model/compile/flowgraph/build.ts';
import { graph, sequence, show } from './graph-text.ts';

describe('buildGraph', () => {
  it('cuts blocks behind jumps and exits and before what is jumped to', () => {
    const g = graph('1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->a\n2 NOP\na:\n3 RETURN_VALUE\n4 NOP');
    expect([...blocks(g)].map((b) => b.instrs.map((i) => i.op))).toEqual([
      ['LOAD_FAST', 'POP_JUMP_IF_TRUE'],
      ['NOP'],
      ['RETURN_VALUE'],
      ['NOP'],
    ]);
  });

  it('cuts at labels that nothing jumps to in 3.12 only', () => {
    const text = '1 NOP\nunused:\n1 NOP\n1 RETURN_VALUE';
    expect([...blocks(graph(text, '3.12'))]).toHaveLength(2);
    expect([...blocks(graph(text, '3.13'))]).toHaveLength(1);
  });

  it('puts annotation code in the place of its placeholder, and shifts labels behind it', () => {
    const text =
      '1 RESUME 0\n1 ANNOTATIONS_PLACEHOLDER\n2 LOAD_FAST 0\n2 POP_JUMP_IF_TRUE ->a\n3 NOP\na:\n4 RETURN_VALUE';
    const g = buildGraph('3.14', sequence(text), sequence('1 LOAD_CONST 0\n1 STORE_NAME 0'), []);
    expect(show(g)).toEqual([
      '1 RESUME',
      '1 LOAD_CONST',
      '1 STORE_NAME',
      '2 LOAD_FAST',
      '2 POP_JUMP_IF_TRUE ->b1',
      '3 NOP',
      'b1:',
      '4 RETURN_VALUE',
    ]);
  });

  it('drops a placeholder that nothing replaces', () => {
    expect(show(graph('1 RESUME 0\n1 ANNOTATIONS_PLACEHOLDER\n2 RETURN_VALUE'))).toEqual([
      '1 RESUME',
      '2 RETURN_VALUE',
    ]);
  });

  it('throws for a jump to a label that stands nowhere', () => {
    expect(() => graph('1 JUMP ->nowhere')).toThrow('JUMP jumps to label 0, which stands nowhere');
  });
});
