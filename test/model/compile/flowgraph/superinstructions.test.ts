import { describe, expect, it } from 'vitest';
import { insertSuperinstructions } from '../../../../model/compile/flowgraph/superinstructions.ts';
import { graph, show } from './graph-text.ts';

function joined(text: string): string[] {
  const g = graph(text);
  insertSuperinstructions(g);
  return show(g);
}

describe('insertSuperinstructions', () => {
  it.each([
    ['1 LOAD_FAST 2\n1 LOAD_FAST 3', '1 LOAD_FAST_LOAD_FAST 35'],
    ['1 STORE_FAST 2\n1 LOAD_FAST 3', '1 STORE_FAST_LOAD_FAST 35'],
    ['1 STORE_FAST 2\n1 STORE_FAST 3', '1 STORE_FAST_STORE_FAST 35'],
  ])('joins %j', (text, row) => {
    expect(joined(text)).toEqual([row]);
  });

  it.each([
    ['on different lines', '1 LOAD_FAST 2\n2 LOAD_FAST 3'],
    ['where a local is the 17th or later', '1 LOAD_FAST 2\n1 LOAD_FAST 16'],
    ['a load before a store', '1 LOAD_FAST 2\n1 STORE_FAST 3'],
  ])('does not join %s', (_why, text) => {
    expect(joined(text)).toEqual(text.split('\n'));
  });

  it('joins pairs from the left', () => {
    expect(joined('1 LOAD_FAST 1\n1 LOAD_FAST 2\n1 LOAD_FAST 3')).toEqual([
      '1 LOAD_FAST_LOAD_FAST 18',
      '1 LOAD_FAST 3',
    ]);
  });
});
