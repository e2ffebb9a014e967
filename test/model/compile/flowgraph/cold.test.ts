import { describe, expect, it } from 'vitest';
import { pushColdBlocksToEnd } from '../../../../model/compile/flowgraph/cold.ts';
import { labelExceptionTargets, markExceptHandlers } from '../../../../model/compile/flowgraph/exceptions.ts';
import { removeUnreachable } from '../../../../model/compile/flowgraph/reach.ts';
import { graph, show } from './graph-text.ts';

const TRY = `
  1 SETUP_FINALLY ->handler
  2 LOAD_FAST 0
  2 POP_TOP
  . POP_BLOCK
  . JUMP ->end
  handler:
  . PUSH_EXC_INFO
  3 POP_TOP
  3 POP_EXCEPT
  end:
  4 LOAD_CONST 0
  4 RETURN_VALUE`;

function pushed(python: '3.12' | '3.13' | '3.14'): string[] {
  const g = graph(TRY, python, [null]);
  markExceptHandlers(g);
  labelExceptionTargets(g);
  removeUnreachable(g);
  pushColdBlocksToEnd(g);
  return show(g);
}

describe('pushColdBlocksToEnd', () => {
  it('moves what only exceptions reach behind the rest, and lets it jump back', () => {
    const rows = pushed('3.14');
    expect(rows.indexOf('4 RETURN_VALUE')).toBeLessThan(rows.indexOf('. PUSH_EXC_INFO'));
    expect(rows.at(-1)).toBe('. JUMP_NO_INTERRUPT ->b1');
  });

  it('lets that jump be interrupted in 3.12', () => {
    expect(pushed('3.13').at(-1)).toBe('. JUMP_NO_INTERRUPT ->b1');
    expect(pushed('3.12').at(-1)).toBe('. JUMP ->b1');
  });

  it('leaves code without handlers alone', () => {
    const g = graph('1 LOAD_FAST 0\n1 POP_JUMP_IF_TRUE ->a\n2 NOP\na:\n3 RETURN_VALUE');
    const before = show(g);
    pushColdBlocksToEnd(g);
    expect(show(g)).toEqual(before);
  });
});
