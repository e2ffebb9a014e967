import { describe, expect, it } from 'vitest';
import {
  removeRedundantJumps,
  removeRedundantNops,
  removeRedundantNopsAndJumps,
  removeRedundantNopsAndPairs,
} from '../../../../model/compile/flowgraph/nops.ts';
import { graph, rows, show } from './graph-text.ts';

describe('removeRedundantNops', () => {
  it('keeps the NOP that alone stands for its line', () => {
    const g = graph('1 RESUME\n2 NOP\n3 LOAD_FAST 0\n3 RETURN_VALUE');
    expect(removeRedundantNops(g)).toBe(0);
    expect(show(g)).toContain('2 NOP');
  });

  it('removes a NOP whose line a neighbour has, before or after it', () => {
    const g = graph('1 RESUME\n1 NOP\n2 NOP\n2 LOAD_FAST 0\n2 RETURN_VALUE');
    expect(removeRedundantNops(g)).toBe(2);
    expect(show(g)).toEqual(['1 RESUME', '2 LOAD_FAST', '2 RETURN_VALUE']);
  });

  it('removes a NOP without a line', () => {
    const g = graph('1 RESUME\n. NOP\n2 LOAD_FAST 0\n2 RETURN_VALUE');
    removeRedundantNops(g);
    expect(show(g)).toEqual(['1 RESUME', '2 LOAD_FAST', '2 RETURN_VALUE']);
  });

  it('hands its line to a following instruction that has none', () => {
    const g = graph('1 RESUME\n2 NOP\n. LOAD_CONST 0\n. RETURN_VALUE');
    removeRedundantNops(g);
    expect(show(g)).toEqual(['1 RESUME', '2 LOAD_CONST', '. RETURN_VALUE']);
  });

  it('looks past lineless NOPs at the start of the next block in 3.13, and not in 3.12', () => {
    const text = '1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->end\n2 NOP\nend:\n. NOP\n2 LOAD_FAST 0\n2 RETURN_VALUE';
    const [newer, older] = [graph(text, '3.13'), graph(text, '3.12')];
    removeRedundantNops(newer);
    removeRedundantNops(older);
    expect(show(newer).filter((r) => r.endsWith('NOP'))).toEqual([]);
    expect(show(older).filter((r) => r.endsWith('NOP'))).toEqual(['2 NOP']);
  });
});

describe('removeRedundantNopsAndPairs', () => {
  it.each(['LOAD_CONST 0', 'LOAD_SMALL_INT 3', 'COPY 1'])('removes %s with the POP_TOP after it', (load) => {
    const g = graph(`1 LOAD_FAST 0\n1 ${load}\n1 POP_TOP\n1 RETURN_VALUE`);
    removeRedundantNopsAndPairs(g);
    expect(show(g)).toEqual(['1 LOAD_FAST', '1 RETURN_VALUE']);
  });

  it('does not pair across a label, where another value may be on the stack', () => {
    const g = graph(
      '1 LOAD_FAST 0\n1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->drop\n1 LOAD_CONST 0\ndrop:\n1 POP_TOP\n1 RETURN_VALUE',
    );
    removeRedundantNopsAndPairs(g);
    expect(show(g)).toContain('1 POP_TOP');
  });
});

describe('removeRedundantJumps', () => {
  it('makes a NOP of a jump to what follows, across empty blocks', () => {
    const g = graph('1 LOAD_FAST 0\n1 JUMP ->a\na:\n2 RETURN_VALUE');
    expect(removeRedundantJumps(g)).toBe(1);
    expect(show(g)).toContain('1 NOP');
  });

  it('is repeated with the NOPs until nothing changes', () => {
    const g = graph('1 LOAD_FAST 0\n1 JUMP ->a\na:\n1 JUMP ->b\nb:\n1 RETURN_VALUE');
    removeRedundantNopsAndJumps(g);
    expect(show(g)).toEqual(rows('1 LOAD_FAST\n1 RETURN_VALUE'));
  });
});
