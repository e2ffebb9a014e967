/**
 * Which NOPs, pairs of instructions and jumps may go. A NOP that is the only instruction of its line stays, for LINE
 * events and breakpoints depend on it (PEP 626).
 * @module
 */
import {
  type Block,
  fallsThrough,
  type Graph,
  type Instr,
  isJump,
  isUnconditionalJump,
  lastInstr,
  lineOf,
  nextNonempty,
  setOp,
  truncate,
} from './block.ts';

/** The line of the first instruction after block `b`, skipping NOPs without a line where the version looks past them. */
function nextBlockLine(g: Graph, b: Block): number | null {
  const next = nextNonempty(b.next);
  if (next === null) return null;
  if (!g.facts.looksPastNops) return lineOf(next.instrs[0]!.at);
  const first = next.instrs.find((i) => i.op !== 'NOP' || lineOf(i.at) >= 0);
  return first === undefined ? -1 : lineOf(first.at);
}

function hasNop(instrs: readonly Instr[]): boolean {
  for (let index = 0; index < instrs.length; index++) if (instrs[index]!.op === 'NOP') return true;
  return false;
}

/** Removes the NOPs of a block whose line is kept by a neighbour; tells how many went. */
function removeBlockNops(g: Graph, b: Block): number {
  // Most blocks have none, and this is asked of every block many times.
  if (!hasNop(b.instrs)) return 0;
  const kept: Instr[] = [];
  let previousLine = -1;
  for (let index = 0; index < b.instrs.length; index++) {
    const i = b.instrs[index]!;
    const line = lineOf(i.at);
    if (i.op === 'NOP') {
      if (line < 0 || previousLine === line) continue;
      const next = b.instrs[index + 1];
      if (next !== undefined) {
        if (lineOf(next.at) === line) continue;
        if (lineOf(next.at) < 0) {
          next.at = i.at;
          continue;
        }
      } else if (nextBlockLine(g, b) === line) continue;
    }
    kept.push(i);
    previousLine = line;
  }
  const removed = b.instrs.length - kept.length;
  truncate(g, b, kept);
  return removed;
}

/** Removes redundant NOPs everywhere; tells how many went. */
export function removeRedundantNops(g: Graph): number {
  let removed = 0;
  for (let b: Block | null = g.entry; b !== null; b = b.next) removed += removeBlockNops(g, b);
  return removed;
}

const PURE_LOADS = new Set(['LOAD_CONST', 'LOAD_SMALL_INT', 'LOAD_COMMON_CONSTANT']);

function isRedundantPair(previous: Instr | null, i: Instr): boolean {
  if (i.op !== 'POP_TOP' || previous === null) return false;
  return PURE_LOADS.has(previous.op) || (previous.op === 'COPY' && previous.arg === 1);
}

/** Removes NOPs, and values that are pushed and popped at once. */
export function removeRedundantNopsAndPairs(g: Graph): void {
  for (let done = false; !done; ) {
    done = true;
    let previous: Instr | null = null;
    let current: Instr | null = null;
    for (let b: Block | null = g.entry; b !== null; b = b.next) {
      removeBlockNops(g, b);
      // A jump may come in here, so what stands before is not always what ran before.
      if (b.label !== null) current = null;
      for (const i of b.instrs) {
        previous = current;
        current = i;
        if (isRedundantPair(previous, i)) {
          setOp(previous!, 'NOP');
          setOp(i, 'NOP');
          done = false;
        }
      }
      if ((current !== null && isJump(current)) || !fallsThrough(b)) current = null;
    }
  }
}

/** Replaces jumps to what follows anyway with NOPs; tells how many. */
export function removeRedundantJumps(g: Graph): number {
  let changes = 0;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const last = lastInstr(b);
    if (last === undefined || !isUnconditionalJump(last)) continue;
    const target = nextNonempty(last.target);
    if (target === null) throw new RangeError('jump with NULL target');
    if (target === nextNonempty(b.next)) {
      changes++;
      setOp(last, 'NOP');
    }
  }
  return changes;
}

/** Both, until nothing changes. */
export function removeRedundantNopsAndJumps(g: Graph): void {
  while (removeRedundantNops(g) + removeRedundantJumps(g) > 0);
}
