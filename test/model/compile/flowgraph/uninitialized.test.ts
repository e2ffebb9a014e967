import { describe, expect, it } from 'vitest';
import { labelExceptionTargets } from '../../../../model/compile/flowgraph/exceptions.ts';
import { checkUninitialized } from '../../../../model/compile/flowgraph/uninitialized.ts';
import { graph, show } from './graph-text.ts';

function checked(text: string, nlocals: number, nparams: number): string[] {
  const g = graph(text);
  labelExceptionTargets(g);
  checkUninitialized(g, nlocals, nparams);
  return show(g).filter((r) => r.includes('LOAD_FAST'));
}

describe('checkUninitialized', () => {
  it('checks locals that are not parameters until they are stored or loaded once', () => {
    const text = '1 LOAD_FAST 0\n2 LOAD_FAST 1\n3 LOAD_FAST 1\n4 STORE_FAST 2\n5 LOAD_FAST 2';
    expect(checked(text, 3, 1)).toEqual(['1 LOAD_FAST', '2 LOAD_FAST_CHECK 1', '3 LOAD_FAST 1', '5 LOAD_FAST 2']);
  });

  it('checks after a deletion', () => {
    expect(checked('1 DELETE_FAST 0\n2 LOAD_FAST 0', 1, 1)).toEqual(['2 LOAD_FAST_CHECK']);
  });

  it('checks where one of two ways stores', () => {
    const text = '1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->a\n2 STORE_FAST 1\na:\n3 LOAD_FAST 1\n3 RETURN_VALUE';
    expect(checked(text, 2, 1)).toContain('3 LOAD_FAST_CHECK 1');
  });

  it('checks in a handler what the guarded block may not have come to store', () => {
    const text =
      '1 SETUP_FINALLY ->h\n2 LOAD_FAST 0\n2 STORE_FAST 1\n. POP_BLOCK\n2 RETURN_VALUE\nh:\n3 LOAD_FAST 1\n3 RETURN_VALUE';
    expect(checked(text, 2, 1)).toContain('3 LOAD_FAST_CHECK 1');
  });

  it('forgets locals from the 65th on between blocks', () => {
    const text = '1 STORE_FAST 64\n1 LOAD_FAST 64\n1 JUMP ->a\na:\n2 LOAD_FAST 64\n2 STORE_FAST 0\n2 LOAD_FAST 0';
    expect(checked(text, 65, 0)).toEqual(['1 LOAD_FAST 64', '2 LOAD_FAST_CHECK 64', '2 LOAD_FAST']);
  });
});
