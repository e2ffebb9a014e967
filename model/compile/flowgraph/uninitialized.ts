/**
 * LOAD_FAST_CHECK for loads of locals that may be unbound (`add_checks_for_loads_of_uninitialized_variables`).
 * @module
 */
import { type Block, clearVisited, fallsThrough, type Graph, isJump, lastInstr } from './block.ts';

/** Locals from this one on are followed within one block only, lest compilation become quadratic. */
const TRACKED = 64;
/** Bits of an int. */
const HALF = 32;

function makesUnbound(op: string): boolean {
  return op === 'DELETE_FAST' || op === 'LOAD_FAST_AND_CLEAR' || op === 'STORE_FAST_MAYBE_NULL';
}

function scanManyLocals(g: Graph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
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
function push(stack: Block[], b: Block, low: number, high: number): void {
  if ((low & ~b.unsafeLow) === 0 && (high & ~b.unsafeHigh) === 0) return;
  b.unsafeLow |= low;
  b.unsafeHigh |= high;
  if (!b.visited) {
    b.visited = true;
    stack.push(b);
  }
}

function scan(stack: Block[], b: Block): void {
  let low = b.unsafeLow;
  let high = b.unsafeHigh;
  for (const i of b.instrs) {
    if (i.except !== null) push(stack, i.except, low, high);
    if (i.arg >= TRACKED) continue;
    const { op } = i;
    const unbinds = makesUnbound(op);
    if (!unbinds && op !== 'STORE_FAST' && op !== 'LOAD_FAST' && op !== 'LOAD_FAST_CHECK') continue;
    const isHigh = i.arg >= HALF;
    const bit = 1 << (i.arg % HALF);
    if (op === 'LOAD_FAST' && ((isHigh ? high : low) & bit) !== 0) i.op = 'LOAD_FAST_CHECK';
    if (isHigh) high = unbinds ? high | bit : high & ~bit;
    else low = unbinds ? low | bit : low & ~bit;
  }
  if (b.next !== null && fallsThrough(b)) push(stack, b.next, low, high);
  const last = lastInstr(b);
  if (last !== undefined && isJump(last)) push(stack, last.target!, low, high);
}

/** @param nparams the first locals, which are bound on entry. */
export function checkUninitialized(g: Graph, nlocals: number, nparams: number): void {
  if (nlocals === 0) return;
  if (nlocals > TRACKED) scanManyLocals(g);
  clearVisited(g);
  const stack: Block[] = [];
  let low = 0;
  let high = 0;
  for (let local = nparams; local < Math.min(nlocals, TRACKED); local++) {
    if (local < HALF) low |= 1 << local;
    else high |= 1 << (local % HALF);
  }
  push(stack, g.entry, low, high);
  for (let b: Block | null = g.entry; b !== null; b = b.next) scan(stack, b);
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    b.visited = false;
    scan(stack, b);
  }
}
