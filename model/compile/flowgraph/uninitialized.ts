/**
 * LOAD_FAST_CHECK for loads of locals that may be unbound (`add_checks_for_loads_of_uninitialized_variables`).
 * @module
 */
import { type Block, blocks, clearVisited, fallsThrough, type Graph, isJump, lastInstr } from './block.ts';

/** Locals from this one on are followed within one block only, lest compilation become quadratic. */
const TRACKED = 64;

function makesUnbound(op: string): boolean {
  return op === 'DELETE_FAST' || op === 'LOAD_FAST_AND_CLEAR' || op === 'STORE_FAST_MAYBE_NULL';
}

function scanManyLocals(g: Graph): void {
  for (const b of blocks(g)) {
    const bound = new Set<number>();
    for (const i of b.instrs) {
      if (i.arg < TRACKED) continue;
      if (makesUnbound(i.op)) bound.delete(i.arg);
      else if (i.op === 'STORE_FAST') bound.add(i.arg);
      else if (i.op === 'LOAD_FAST') {
        if (!bound.has(i.arg)) i.op = 'LOAD_FAST_CHECK';
        bound.add(i.arg);
      }
    }
  }
}

/** `visited` means that the block waits on the stack. */
function push(stack: Block[], b: Block, unsafe: bigint): void {
  const both = b.unsafeLocals | unsafe;
  if (both === b.unsafeLocals) return;
  b.unsafeLocals = both;
  if (!b.visited) {
    b.visited = true;
    stack.push(b);
  }
}

function scan(stack: Block[], b: Block): void {
  let unsafe = b.unsafeLocals;
  for (const i of b.instrs) {
    if (i.except !== null) push(stack, i.except, unsafe);
    if (i.arg >= TRACKED) continue;
    const bit = 1n << BigInt(i.arg);
    if (makesUnbound(i.op)) unsafe |= bit;
    else if (i.op === 'STORE_FAST' || i.op === 'LOAD_FAST_CHECK') unsafe &= ~bit;
    else if (i.op === 'LOAD_FAST') {
      if ((unsafe & bit) !== 0n) i.op = 'LOAD_FAST_CHECK';
      unsafe &= ~bit;
    }
  }
  if (b.next !== null && fallsThrough(b)) push(stack, b.next, unsafe);
  const last = lastInstr(b);
  if (last !== undefined && isJump(last)) push(stack, last.target!, unsafe);
}

/** @param nparams the first locals, which are bound on entry. */
export function checkUninitialized(g: Graph, nlocals: number, nparams: number): void {
  if (nlocals === 0) return;
  if (nlocals > TRACKED) scanManyLocals(g);
  clearVisited(g);
  const stack: Block[] = [];
  let unbound = 0n;
  for (let local = nparams; local < Math.min(nlocals, TRACKED); local++) unbound |= 1n << BigInt(local);
  push(stack, g.entry, unbound);
  for (const b of blocks(g)) scan(stack, b);
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    b.visited = false;
    scan(stack, b);
  }
}
