import { describe, expect, it } from 'vitest';
import type { Version } from '../../../../model/code/code-object.ts';
import {
  convertPseudoConditionalJumps,
  convertPseudoOps,
  normalizeJumps,
} from '../../../../model/compile/flowgraph/normalize.ts';
import { graph, show } from './graph-text.ts';

function normalized(text: string, python: Version): string[] {
  const g = graph(text, python);
  normalizeJumps(g);
  return show(g);
}

const BACKWARD = 'top:\n1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->top\n2 RETURN_VALUE';

describe('normalizeJumps', () => {
  it('jumps backward only without a condition', () => {
    expect(normalized(BACKWARD, '3.13')).toEqual([
      'b1:',
      '1 LOAD_FAST',
      '1 POP_JUMP_IF_FALSE ->b2',
      '1 JUMP ->b1',
      'b2:',
      '2 RETURN_VALUE',
    ]);
  });

  it('marks the way that is not taken from 3.14 on', () => {
    expect(normalized(BACKWARD, '3.14').slice(2, 5)).toEqual([
      '1 POP_JUMP_IF_FALSE ->b2',
      '1 NOT_TAKEN',
      '1 JUMP ->b1',
    ]);
    const forward = '1 LOAD_FAST 0\n1 POP_JUMP_IF_NONE ->a\n2 NOP\na:\n3 RETURN_VALUE';
    expect(normalized(forward, '3.14')[2]).toBe('1 NOT_TAKEN');
    expect(normalized(forward, '3.13')[2]).toBe('2 NOP');
  });
});

describe('convertPseudoConditionalJumps', () => {
  it('tests a copy', () => {
    const g = graph('1 LOAD_FAST 0\n1 JUMP_IF_FALSE ->a\n2 POP_TOP\na:\n3 RETURN_VALUE');
    convertPseudoConditionalJumps(g);
    expect(show(g).slice(0, 4)).toEqual(['1 LOAD_FAST', '1 COPY 1', '1 TO_BOOL', '1 POP_JUMP_IF_FALSE ->b1']);
  });
});

describe('convertPseudoOps', () => {
  it('leaves nothing of block pushes and gives pseudo loads and stores their real names', () => {
    const g = graph(
      '1 SETUP_FINALLY ->h\n1 LOAD_CLOSURE 0\n1 STORE_FAST_MAYBE_NULL 1\n1 RETURN_VALUE\nh:\n2 RERAISE 0',
    );
    convertPseudoOps(g);
    expect(show(g)).toEqual(['1 LOAD_FAST', '1 STORE_FAST 1', '1 RETURN_VALUE', '2 RERAISE']);
  });

  it('keeps the NOP of a `try` on its own line', () => {
    const g = graph('1 RESUME\n2 SETUP_FINALLY ->h\n3 LOAD_CONST 0\n3 RETURN_VALUE\nh:\n4 RERAISE 0');
    convertPseudoOps(g);
    expect(show(g)).toContain('2 NOP');
  });
});
