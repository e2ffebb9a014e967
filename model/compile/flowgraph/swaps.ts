/**
 * Runs of SWAP made shortest, and SWAPs done at compile time by reordering the stores after them.
 * @module
 */
import { type Block, type Instr, lineOf, setOp } from './block.ts';

/** An item of the simulated stack that is already in its place. */
const VISITED = -1;

/**
 * Replaces the run of SWAPs and NOPs at `index` with the fewest SWAPs of the same effect, at its end; returns the index of the run's
 * last instruction.
 */
export function swaptimize(b: Block, index: number): number {
  let length = 0;
  let depth = 0;
  let swaps = 0;
  for (let i = b.instrs[index]; i?.op === 'SWAP' || i?.op === 'NOP'; i = b.instrs[index + ++length]) {
    if (i.op === 'SWAP') {
      depth = Math.max(depth, i.arg);
      swaps++;
    }
  }
  if (swaps < 2) return index;
  const run = b.instrs.slice(index, index + length);
  const stack = Array.from({ length: depth }, (_, i) => i);
  for (const i of run) {
    if (i.op !== 'SWAP') continue;
    const top = stack[0]!;
    stack[0] = stack[i.arg - 1]!;
    stack[i.arg - 1] = top;
  }
  // Each cycle of the permutation is unwound by swaps with the top, the last of which come last in the code.
  let current = length - 1;
  for (let i = 0; i < depth; i++) {
    if (stack[i] === VISITED || stack[i] === i) continue;
    for (let j = i; ; ) {
      if (j !== 0) setOp(run[current--]!, 'SWAP', j + 1);
      const next: number = stack[j]!;
      if (next === VISITED) break;
      stack[j] = VISITED;
      j = next;
    }
  }
  while (current >= 0) setOp(run[current--]!, 'NOP');
  return index + length - 1;
}

/** Takes the top of the stack and does nothing that the program could see before its line is over. */
function swappable(i: Instr): boolean {
  return i.op === 'STORE_FAST' || i.op === 'STORE_FAST_MAYBE_NULL' || i.op === 'POP_TOP';
}

function storesTo(i: Instr): number {
  return i.op === 'STORE_FAST' || i.op === 'STORE_FAST_MAYBE_NULL' ? i.arg : -1;
}

/** Index of the next swappable instruction after `index`, on `line` if that is not negative; −1 if another comes first. */
function nextSwappable(b: Block, index: number, line: number): number {
  for (let at = index + 1; at < b.instrs.length; at++) {
    const i = b.instrs[at]!;
    if (line >= 0 && lineOf(i.at) !== line) return -1;
    if (i.op === 'NOP') continue;
    return swappable(i) ? at : -1;
  }
  return -1;
}

/** Whether two stores at `j` < `k` may change places: no local is stored to in another order. */
function reorders(b: Block, j: number, k: number): boolean {
  const first = storesTo(b.instrs[j]!);
  const second = storesTo(b.instrs[k]!);
  if (first < 0 && second < 0) return true;
  if (first === second) return false;
  return b.instrs.slice(j + 1, k).every((i) => {
    const store = storesTo(i);
    return store < 0 || (store !== first && store !== second);
  });
}

/** Applies the SWAPs at and before `index` to the instructions after them. */
export function applyStaticSwaps(b: Block, index: number): void {
  for (let at = index; at >= 0; at--) {
    const swap = b.instrs[at]!;
    if (swap.op !== 'SWAP') {
      if (swap.op === 'NOP' || swappable(swap)) continue;
      return;
    }
    const j = nextSwappable(b, at, -1);
    if (j < 0) return;
    const line = lineOf(b.instrs[j]!.at);
    let k = j;
    for (let count = swap.arg - 1; count > 0; count--) {
      k = nextSwappable(b, k, line);
      if (k < 0) return;
    }
    if (!reorders(b, j, k)) return;
    setOp(swap, 'NOP');
    const first = b.instrs[j]!;
    b.instrs[j] = b.instrs[k]!;
    b.instrs[k] = first;
  }
}
