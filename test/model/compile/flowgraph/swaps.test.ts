import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instr, newInstr } from '../../../../model/compile/flowgraph/block.ts';
import { applyStaticSwaps, swaptimize } from '../../../../model/compile/flowgraph/swaps.ts';
import { graph, show } from './graph-text.ts';

const SEED = 20_240_513;

/** What a run of SWAPs makes of a stack whose top is the first item. */
function run(instrs: readonly Instr[], depth: number): number[] {
  const stack = Array.from({ length: depth }, (_, i) => i);
  for (const i of instrs) {
    if (i.op !== 'SWAP') continue;
    const top = stack[0]!;
    stack[0] = stack[i.arg - 1]!;
    stack[i.arg - 1] = top;
  }
  return stack;
}

describe('swaptimize', () => {
  it(`keeps the effect of a run of SWAPs and never makes it longer (seed ${SEED})`, () => {
    const depths = fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(depths, (args) => {
        const before = args.map((arg) => newInstr('SWAP', arg, null));
        const g = graph('1 NOP');
        g.entry.instrs = before.map((i) => ({ ...i }));
        expect(swaptimize(g.entry, 0)).toBe(args.length === 1 ? 0 : args.length - 1);
        expect(run(g.entry.instrs, 6)).toEqual(run(before, 6));
        const swaps = g.entry.instrs.filter((i) => i.op === 'SWAP').length;
        expect(swaps).toBeLessThanOrEqual(args.length);
      }),
      { seed: SEED },
    );
  });

  it('cancels two equal SWAPs', () => {
    const g = graph('1 SWAP 2\n1 SWAP 2\n1 RETURN_VALUE');
    swaptimize(g.entry, 0);
    expect(show(g)).toEqual(['1 NOP', '1 NOP', '1 RETURN_VALUE']);
  });
});

describe('applyStaticSwaps', () => {
  it('swaps the stores and not the values', () => {
    const g = graph('1 SWAP 2\n1 STORE_FAST 0\n1 STORE_FAST 1');
    applyStaticSwaps(g.entry, 0);
    expect(show(g)).toEqual(['1 NOP', '1 STORE_FAST 1', '1 STORE_FAST']);
  });

  it.each([
    ['both store to one local', '1 SWAP 2\n1 STORE_FAST 3\n1 STORE_FAST 3'],
    ['one between them stores to a local of theirs', '1 SWAP 3\n1 STORE_FAST 1\n1 STORE_FAST 2\n1 STORE_FAST 2'],
    ['they are on different lines', '1 SWAP 2\n1 STORE_FAST 0\n2 STORE_FAST 1'],
    ['something else stands between', '1 SWAP 2\n1 STORE_FAST 0\n1 LOAD_FAST 2\n1 STORE_FAST 1'],
  ])('does not where %s', (_why, text) => {
    const g = graph(text);
    applyStaticSwaps(g.entry, 0);
    expect(show(g)[0]).toMatch(/^1 SWAP/);
  });
});
