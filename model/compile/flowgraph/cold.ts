/**
 * Blocks that only exceptions reach go to the end of the code (`push_cold_blocks_to_end`).
 * @module
 */
import {
  appendInstr,
  type Block,
  clearVisited,
  fallsThrough,
  freshLabel,
  type Graph,
  isJump,
  newBlock,
} from './block.ts';
import { removeRedundantJumps, removeRedundantNopsAndJumps } from './nops.ts';

/** Visits what can be reached from `stack` without exceptions. */
function spread(stack: Block[], enter: (b: Block) => void, skip: (b: Block) => boolean): void {
  const push = (b: Block): void => {
    if (!b.visited && !skip(b)) {
      b.visited = true;
      stack.push(b);
    }
  };
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    enter(b);
    if (b.next !== null && fallsThrough(b)) push(b.next);
    for (const i of b.instrs) if (isJump(i)) push(i.target!);
  }
}

function markCold(g: Graph): void {
  clearVisited(g);
  g.entry.visited = true;
  spread(
    [g.entry],
    (b) => {
      b.warm = true;
    },
    () => false,
  );
  clearVisited(g);
  const handlers: Block[] = [];
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    if (b.exceptHandler) {
      b.visited = true;
      handlers.push(b);
    }
  }
  spread(
    handlers,
    (b) => {
      b.cold = true;
    },
    (b) => b.warm,
  );
}

/** A cold block that runs into a warm one gets a jump of its own. */
function insertJumps(g: Graph): void {
  let label = freshLabel(g);
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    if (!b.cold || !fallsThrough(b) || !b.next?.warm) continue;
    if (b.next.label === null) b.next.label = label++;
    const jump = newBlock();
    appendInstr(jump, g.facts.coldJump, null, b.next);
    jump.cold = true;
    jump.predecessors = g.facts.coldJumpCounted ? 1 : 0;
    jump.next = b.next;
    b.next = jump;
  }
}

export function pushColdBlocksToEnd(g: Graph): void {
  if (g.entry.next === null) return;
  markCold(g);
  insertJumps(g);
  const all: Block[] = [];
  for (let b: Block | null = g.entry; b !== null; b = b.next) all.push(b);
  const cold = all.filter((b) => b.cold);
  const order = [...all.filter((b) => !b.cold), ...cold];
  order.forEach((b, index) => {
    b.next = order[index + 1] ?? null;
  });
  if (cold.length === 0) return;
  if (g.facts.removesNopsAfterCold) removeRedundantNopsAndJumps(g);
  else removeRedundantJumps(g);
}
