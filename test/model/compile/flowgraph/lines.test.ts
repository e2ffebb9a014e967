import { describe, expect, it } from 'vitest';
import { resolveLineNumbers } from '../../../../model/compile/flowgraph/lines.ts';
import { removeUnreachable } from '../../../../model/compile/flowgraph/reach.ts';
import { graph, show } from './graph-text.ts';

const TWO_EXITS =
  '1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->end\n2 LOAD_FAST 0\n2 POP_JUMP_IF_TRUE ->end\n3 NOP\nend:\n. LOAD_CONST 0\n. RETURN_VALUE';

describe('resolveLineNumbers', () => {
  it('gives each jump its own copy of a lineless exit, with the line of the jump', () => {
    const g = graph(TWO_EXITS);
    removeUnreachable(g);
    resolveLineNumbers(g, 1);
    expect(show(g).filter((r) => r.endsWith('RETURN_VALUE'))).toEqual([
      '3 RETURN_VALUE',
      '2 RETURN_VALUE',
      '1 RETURN_VALUE',
    ]);
  });

  it('propagates a line within a block and to the block that only it runs into', () => {
    const g = graph('1 RESUME\n2 LOAD_FAST 0\n. POP_JUMP_IF_TRUE ->x\n. NOP\n4 RETURN_VALUE\nx:\n5 RETURN_VALUE');
    removeUnreachable(g);
    resolveLineNumbers(g, 1);
    expect(show(g).slice(0, 4)).toEqual(['1 RESUME', '2 LOAD_FAST', '2 POP_JUMP_IF_TRUE ->b1', '2 NOP']);
  });

  it('leaves a lineless block that two ways lead to without a line', () => {
    const g = graph('1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->x\n2 NOP\nx:\n. NOP\n3 LOAD_CONST 0\n3 RETURN_VALUE');
    removeUnreachable(g);
    resolveLineNumbers(g, 1);
    expect(show(g)).toContain('. NOP');
  });

  it('gives any line to a return that has none in 3.12, and leaves it in 3.13', () => {
    const text = '. LOAD_CONST 0\n. RETURN_VALUE';
    const [older, newer] = [graph(text, '3.12'), graph(text, '3.13')];
    for (const g of [older, newer]) {
      removeUnreachable(g);
      resolveLineNumbers(g, 7);
    }
    expect(show(older)).toEqual(['7 LOAD_CONST', '7 RETURN_VALUE']);
    expect(show(newer)).toEqual(['. LOAD_CONST', '. RETURN_VALUE']);
  });
});
