import { describe, expect, it } from 'vitest';
import { blocks } from '../../../../model/compile/flowgraph/block.ts';
import {
  inlineSmallExit,
  inlineSmallOrLinelessBlocks,
  removeUnreachable,
} from '../../../../model/compile/flowgraph/reach.ts';
import { graph, show } from './graph-text.ts';

describe('removeUnreachable', () => {
  it('empties what neither falls through nor jumps nor exceptions reach', () => {
    const g = graph('1 LOAD_CONST 0\n1 RETURN_VALUE\n2 LOAD_CONST 0\n2 RETURN_VALUE');
    removeUnreachable(g);
    expect(show(g)).toEqual(['1 LOAD_CONST', '1 RETURN_VALUE']);
  });

  it('keeps handlers, which only SETUP_… names', () => {
    const g = graph('1 SETUP_FINALLY ->h\n1 LOAD_CONST 0\n1 RETURN_VALUE\nh:\n2 RERAISE 0');
    removeUnreachable(g);
    expect(show(g)).toContain('2 RERAISE');
  });

  it('counts each way into a block', () => {
    const g = graph('1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->end\n2 NOP\nend:\n3 LOAD_CONST 0\n3 RETURN_VALUE');
    removeUnreachable(g);
    expect([...blocks(g)].map((b) => b.predecessors)).toEqual([1, 1, 2]);
  });
});

const EXIT =
  '1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->else\n2 JUMP ->end\nelse:\n3 NOP\nend:\n4 LOAD_CONST 0\n4 RETURN_VALUE';

describe('inlineSmallExit', () => {
  it('puts a copy of a small exit in the place of the jump to it', () => {
    const g = graph(EXIT, '3.12');
    for (const b of blocks(g)) inlineSmallExit(b);
    expect(show(g).filter((r) => r === '4 RETURN_VALUE')).toHaveLength(2);
    expect(show(g)).not.toContain('2 JUMP ->b2');
  });

  it('leaves the jump to a large exit', () => {
    const large = EXIT.replace('4 LOAD_CONST 0', '4 LOAD_CONST 0\n4 COPY 1\n4 POP_TOP\n4 NOP');
    const g = graph(large, '3.12');
    for (const b of blocks(g)) inlineSmallExit(b);
    expect(show(g).filter((r) => r === '4 RETURN_VALUE')).toHaveLength(1);
  });
});

describe('inlineSmallOrLinelessBlocks', () => {
  it('copies a lineless block that does not fall through, whatever its size, and keeps jumps interruptible', () => {
    const lineless = ['. POP_TOP', '. POP_TOP', '. POP_TOP', '. POP_TOP', '. POP_TOP', '. JUMP_NO_INTERRUPT ->top'];
    const g = graph(`1 RESUME\ntop:\n2 NOP\n2 JUMP ->x\n3 NOP\nx:\n${lineless.join('\n')}`);
    inlineSmallOrLinelessBlocks(g);
    expect(show(g).slice(0, 10)).toEqual([
      '1 RESUME',
      'b1:',
      '2 NOP',
      '2 NOP',
      ...Array.from({ length: 5 }, () => '. POP_TOP'),
      '. JUMP ->b1',
    ]);
  });
});
