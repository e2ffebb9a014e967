import { describe, expect, it } from 'vitest';
import { addConst, removeUnusedConsts } from '../../../../model/compile/flowgraph/constants.ts';
import { graph, show } from './graph-text.ts';

describe('removeUnusedConsts', () => {
  it('drops what nothing loads, keeps the order and the first', () => {
    const g = graph('1 LOAD_CONST 3\n1 LOAD_CONST 1\n1 RETURN_VALUE', '3.14', ['doc', 'b', 'c', 'd']);
    removeUnusedConsts(g);
    expect(g.consts).toEqual(['doc', 'b', 'd']);
    expect(show(g).slice(0, 2)).toEqual(['1 LOAD_CONST 2', '1 LOAD_CONST 1']);
  });

  it('counts KW_NAMES and RETURN_CONST as loads in 3.12', () => {
    const g = graph('1 KW_NAMES 1\n1 RETURN_CONST 3', '3.12', [null, { tuple: ['k'] }, 'c', 'd']);
    removeUnusedConsts(g);
    expect(g.consts).toEqual([null, { tuple: ['k'] }, 'd']);
    expect(show(g)).toEqual(['1 KW_NAMES 1', '1 RETURN_CONST 2']);
  });
});

describe('addConst', () => {
  it.each([
    [1, true],
    [1, { float: '1.0' }],
    [{ float: '0.0' }, { float: '-0.0' }],
    ['a', { bytes: [97] }],
    [{ tuple: [1] }, { tuple: [true] }],
    [{ float: 'nan' }, { float: 'nan' }],
  ])('keeps %j apart from %j', (there, added) => {
    const g = graph('1 NOP', '3.14', [there]);
    expect(addConst(g, added)).toBe(1);
  });

  it.each([
    [{ tuple: [1, 'a'] }],
    [{ int: '12345678901234567890' }],
    [{ complex: ['1.0', '-0.0'] as const }],
    [{ bytes: [1, 2] }],
  ])('finds %j again', (constant) => {
    const g = graph('1 NOP', '3.14', [null, constant]);
    expect(addConst(g, structuredClone(constant))).toBe(1);
  });
});
