/**
 * Reachability, and small or lineless blocks copied to the end of the blocks that jump to them.
 * @module
 */
import {
  appendCopies,
  type Block,
  clearVisited,
  exitsScope,
  fallsThrough,
  type Graph,
  isUnconditionalJump,
  lastInstr,
  lineOf,
  setOp,
  truncate,
} from './block.ts';

/** Counts predecessors, and empties the blocks that have none (`remove_unreachable`). */
export function removeUnreachable(g: Graph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) b.predecessors = 0;
  clearVisited(g);
  const stack: Block[] = [g.entry];
  g.entry.predecessors = 1;
  g.entry.visited = true;
  const reach = (b: Block): void => {
    if (!b.visited) {
      b.visited = true;
      stack.push(b);
    }
    b.predecessors++;
  };
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    if (b.next !== null && fallsThrough(b)) reach(b.next);
    for (const i of b.instrs) if (i.target !== null) reach(i.target);
  }
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    if (b.predecessors === 0) {
      truncate(g, b, []);
      b.exceptHandler = false;
    }
  }
}

/** The most instructions a block may have to be copied. */
const MAX_COPY_SIZE = 4;

export function hasNoLine(b: Block): boolean {
  return b.instrs.every((i) => lineOf(i.at) < 0);
}

/** Puts a copy of a small exit in the place of the jump to it (`inline_small_exit_blocks`, 3.12). */
export function inlineSmallExit(b: Block): void {
  const last = lastInstr(b);
  if (last === undefined || !isUnconditionalJump(last)) return;
  const target = last.target!;
  if (exitsScope(target) && target.instrs.length <= MAX_COPY_SIZE) {
    setOp(last, 'NOP');
    appendCopies(b, target);
  }
}

function inlineOne(b: Block): boolean {
  const last = lastInstr(b);
  if (last === undefined || !isUnconditionalJump(last)) return false;
  const target = last.target!;
  const smallExit = exitsScope(target) && target.instrs.length <= MAX_COPY_SIZE;
  const lineless = hasNoLine(target) && !fallsThrough(target);
  if (!smallExit && !lineless) return false;
  const removed = last.op;
  setOp(last, 'NOP');
  appendCopies(b, target);
  if (lineless) {
    // A jump that could be interrupted stays one.
    const copied = lastInstr(b)!;
    if (isUnconditionalJump(copied) && removed === 'JUMP') copied.op = 'JUMP';
  }
  target.predecessors--;
  return true;
}

/** Does so for exits and for blocks without lines that do not fall through, until nothing changes (3.13+). */
export function inlineSmallOrLinelessBlocks(g: Graph): void {
  for (let changes = true; changes; ) {
    changes = false;
    for (let b: Block | null = g.entry; b !== null; b = b.next) if (inlineOne(b)) changes = true;
  }
}
