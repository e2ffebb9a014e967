import { describe, expect, it } from 'vitest';
import { blocks } from '../../../../model/compile/flowgraph/block.ts';
import { calculateStackDepth } from '../../../../model/compile/flowgraph/stack-depth.ts';
import { graph } from './graph-text.ts';

describe('calculateStackDepth', () => {
  it('is the deepest the stack gets on any way', () => {
    const g = graph(
      '1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->a\n2 LOAD_FAST 0\n2 LOAD_FAST 0\n2 LOAD_FAST 0\n2 BUILD_TUPLE 3\n2 POP_TOP\na:\n3 LOAD_CONST 0\n3 RETURN_VALUE',
    );
    expect(calculateStackDepth(g)).toBe(3);
  });

  it('begins a handler with the exception, and with the raising instruction below it where that is wanted', () => {
    const g = graph('1 LOAD_FAST 0\n1 SETUP_CLEANUP ->h\n1 RETURN_VALUE\nh:\n2 RERAISE 1');
    calculateStackDepth(g);
    expect([...blocks(g)].map((b) => b.startDepth)).toEqual([0, 3]);
  });

  it('throws where two ways come with different depths', () => {
    const g = graph('1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->a\n2 LOAD_FAST 0\na:\n3 RETURN_VALUE');
    expect(() => calculateStackDepth(g)).toThrow('inconsistent stack depth');
  });

  it('throws where there is less on the stack than an instruction takes', () => {
    expect(() => calculateStackDepth(graph('1 POP_TOP\n1 RETURN_VALUE'))).toThrow('stack underflow at POP_TOP');
  });

  it('throws at an opcode that the version has not', () => {
    expect(() => calculateStackDepth(graph('1 BEFORE_WITH'))).toThrow('no opcode BEFORE_WITH');
  });
});
