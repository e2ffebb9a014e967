/**
 * The last of the pseudo instructions, and conditional jumps that only go forward.
 * @module
 */
import { appendInstr, type Block, type Graph, isBlockPush, lastInstr, newBlock, newInstr, setOp } from './block.ts';
import { removeRedundantNops, removeRedundantNopsAndJumps } from './nops.ts';

/** JUMP_IF_FALSE and JUMP_IF_TRUE, which keep what they test, spelled out (3.14+). */
export function convertPseudoConditionalJumps(g: Graph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const last = lastInstr(b);
    if (last?.op !== 'JUMP_IF_FALSE' && last?.op !== 'JUMP_IF_TRUE') continue;
    last.op = last.op === 'JUMP_IF_FALSE' ? 'POP_JUMP_IF_FALSE' : 'POP_JUMP_IF_TRUE';
    const copy = { ...newInstr('COPY', 1, last.at), except: last.except };
    const toBool = { ...newInstr('TO_BOOL', 0, last.at), except: last.except };
    b.instrs.splice(-1, 0, copy, toBool);
  }
}

/** Removes block pushes and gives pseudo loads and stores their real names. */
export function convertPseudoOps(g: Graph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    for (const i of b.instrs) {
      if (isBlockPush(i) || i.op === 'POP_BLOCK') setOp(i, 'NOP');
      else if (i.op === 'LOAD_CLOSURE' && g.facts.closurePseudo) i.op = 'LOAD_FAST';
      else if (i.op === 'STORE_FAST_MAYBE_NULL') i.op = 'STORE_FAST';
    }
  }
  if (g.facts.removesNopsAfterCold) removeRedundantNopsAndJumps(g);
  else removeRedundantNops(g);
}

const REVERSED: Readonly<Record<string, string>> = {
  POP_JUMP_IF_NOT_NONE: 'POP_JUMP_IF_NONE',
  POP_JUMP_IF_NONE: 'POP_JUMP_IF_NOT_NONE',
  POP_JUMP_IF_FALSE: 'POP_JUMP_IF_TRUE',
  POP_JUMP_IF_TRUE: 'POP_JUMP_IF_FALSE',
};

/** Makes backward conditional jumps the opposite jump over a backward JUMP; adds NOT_TAKEN where the version has it. */
export function normalizeJumps(g: Graph): void {
  const seen = new Set();
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    seen.add(b);
    const last = lastInstr(b);
    // Only jumps are looked up: names that a table lacks take longest.
    const reversed = last === undefined || last.target === null ? undefined : REVERSED[last.op];
    if (last === undefined || reversed === undefined) continue;
    const target = last.target!;
    if (!seen.has(target)) {
      if (g.facts.notTaken) appendInstr(b, 'NOT_TAKEN', last.at);
      continue;
    }
    const jump = newBlock();
    if (g.facts.notTaken) appendInstr(jump, 'NOT_TAKEN', last.at);
    appendInstr(jump, 'JUMP', last.at, target);
    jump.startDepth = target.startDepth;
    jump.cold = b.cold;
    last.op = reversed;
    last.target = b.next;
    jump.next = b.next;
    b.next = jump;
  }
}
