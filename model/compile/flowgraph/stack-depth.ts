/**
 * The deepest the value stack gets, and its depth at the start of each block (`calculate_stackdepth`).
 * @module
 */
import { stackEffect } from '../../code/opcodes.ts';
import { type Block, type Graph, isScopeExit, isUnconditionalJump } from './block.ts';

/**
 * Deepest stack of the graph; sets each block's `startDepth`.
 * @throws RangeError where paths meet at different depths or the stack underflows: code generation was wrong.
 */
export function calculateStackDepth(g: Graph): number {
  for (let b: Block | null = g.entry; b !== null; b = b.next) b.startDepth = -1;
  const stack: Block[] = [];
  const push = (b: Block, depth: number): void => {
    if (b.startDepth >= 0 && b.startDepth !== depth) throw new RangeError('inconsistent stack depth');
    if (b.startDepth < 0) {
      b.startDepth = depth;
      stack.push(b);
    }
  };
  let max = 0;
  push(g.entry, 0);
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    let depth = b.startDepth;
    let next: Block | null = b.next;
    for (const i of b.instrs) {
      const opcode = g.opcodes.byName.get(i.op);
      if (opcode === undefined) throw new RangeError(`CPython ${g.python} has no opcode ${i.op}`);
      const after = depth + stackEffect(opcode, i.arg, false);
      if (after < 0) throw new RangeError(`stack underflow at ${i.op}`);
      max = Math.max(max, after);
      // END_ASYNC_FOR names its SEND, but does not jump there.
      if (i.target !== null && i.op !== 'END_ASYNC_FOR') {
        const atTarget = depth + stackEffect(opcode, i.arg, true);
        max = Math.max(max, atTarget);
        push(i.target, atTarget);
      }
      depth = after;
      if (isUnconditionalJump(i) || isScopeExit(i)) {
        next = null;
        break;
      }
    }
    if (next !== null) push(next, depth);
  }
  return max;
}
