/**
 * Which handler covers each instruction: follows SETUP_… and POP_BLOCK through the graph (`label_exception_targets`).
 * @module
 */
import { type Block, clearVisited, fallsThrough, type Graph, type Instr, isBlockPush, isJump, setOp } from './block.ts';

/** Marks the blocks that SETUP_… instructions name. */
export function markExceptHandlers(g: Graph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    for (const i of b.instrs) {
      if (isBlockPush(i)) i.target!.exceptHandler = true;
    }
  }
}

function push(handlers: (Block | null)[], setup: Instr): Block {
  const target = setup.target!;
  if (setup.op !== 'SETUP_FINALLY') target.preserveLasti = true;
  handlers.push(target);
  return target;
}

/** Gives every instruction its handler, and block pushes and yields what depends on the depth of the handler stack. */
export function labelExceptionTargets(g: Graph): void {
  clearVisited(g);
  const stacks = new Map<Block, (Block | null)[]>([[g.entry, [null]]]);
  const todo: Block[] = [g.entry];
  g.entry.visited = true;
  const visit = (b: Block, handlers: (Block | null)[]): void => {
    stacks.set(b, handlers);
    b.visited = true;
    todo.push(b);
  };
  for (let b = todo.pop(); b !== undefined; b = todo.pop()) {
    const handlers = stacks.get(b)!;
    let handler = handlers[handlers.length - 1]!;
    let lastYieldDepth = -1;
    for (const i of b.instrs) {
      if (isBlockPush(i)) {
        if (!i.target!.visited) visit(i.target!, [...handlers]);
        handler = push(handlers, i);
      } else if (i.op === 'POP_BLOCK') {
        handlers.pop();
        handler = handlers[handlers.length - 1]!;
        if (g.facts.popBlockEarly) setOp(i, 'NOP');
      } else {
        i.except = handler;
        if (isJump(i)) {
          if (!i.target!.visited) visit(i.target!, [...handlers]);
        } else if (i.op === 'YIELD_VALUE') {
          lastYieldDepth = handlers.length - 1;
          if (g.facts.yieldDepth) i.arg = lastYieldDepth;
        } else if (i.op === 'RESUME' && i.arg !== 0) {
          if (lastYieldDepth === 1) i.arg |= g.facts.resumeDepth1;
          lastYieldDepth = -1;
        } else if (i.op === 'RETURN_GENERATOR') {
          i.except = null;
        }
      }
    }
    if (fallsThrough(b) && b.next !== null && !b.next.visited) visit(b.next, handlers);
  }
}
