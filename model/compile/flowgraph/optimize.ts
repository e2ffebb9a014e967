/**
 * The passes over the graph, in CPython's order.
 * @module
 */
import type { CodeUnit } from '../sequence.ts';
import { type Block, type Graph, newBlock } from './block.ts';
import { borrowLoads } from './borrow.ts';
import { pushColdBlocksToEnd } from './cold.ts';
import { removeUnusedConsts } from './constants.ts';
import { labelExceptionTargets, markExceptHandlers } from './exceptions.ts';
import { resolveLineNumbers } from './lines.ts';
import { optimizeLoadConst } from './load-const.ts';
import {
  removeRedundantJumps,
  removeRedundantNops,
  removeRedundantNopsAndJumps,
  removeRedundantNopsAndPairs,
} from './nops.ts';
import { convertPseudoConditionalJumps, convertPseudoOps, normalizeJumps } from './normalize.ts';
import { optimizeBlock } from './peephole.ts';
import { optimizeBlock312 } from './peephole-312.ts';
import { prepareLocalsPlus } from './prefix.ts';
import { inlineSmallExit, inlineSmallOrLinelessBlocks, removeUnreachable } from './reach.ts';
import { calculateStackDepth } from './stack-depth.ts';
import { insertSuperinstructions } from './superinstructions.ts';
import { checkUninitialized } from './uninitialized.ts';

function optimizeCfg(g: Graph, firstlineno: number): void {
  inlineSmallOrLinelessBlocks(g);
  removeUnreachable(g);
  resolveLineNumbers(g, firstlineno);
  for (let b: Block | null = g.entry; b !== null; b = b.next) optimizeLoadConst(g, b);
  for (let b: Block | null = g.entry; b !== null; b = b.next) optimizeBlock(g, b);
  removeRedundantNopsAndPairs(g);
  removeUnreachable(g);
  removeRedundantNopsAndJumps(g);
}

function nonempty(b: Block | null): Block | null {
  while (b !== null && b.instrs.length === 0) b = b.next;
  return b;
}

/** Takes empty blocks out of the chain (3.12). */
function eliminateEmptyBlocks(g: Graph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) b.next = nonempty(b.next);
  g.entry = nonempty(g.entry) ?? newBlock();
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    for (const i of b.instrs) if (i.target !== null) i.target = nonempty(i.target)!;
  }
}

function optimizeCfg312(g: Graph): void {
  eliminateEmptyBlocks(g);
  for (let b: Block | null = g.entry; b !== null; b = b.next) inlineSmallExit(b);
  for (let b: Block | null = g.entry; b !== null; b = b.next) optimizeBlock312(g, b);
  removeRedundantNopsAndPairs(g);
  for (let b: Block | null = g.entry; b !== null; b = b.next) inlineSmallExit(b);
  removeUnreachable(g);
  removeRedundantNops(g);
  eliminateEmptyBlocks(g);
  removeRedundantJumps(g);
}

/** Number of parameters, which are the first locals. */
function parameterCount(unit: CodeUnit): number {
  const CO_VARARGS = 0x4;
  const CO_VARKEYWORDS = 0x8;
  const starred = Number((unit.flags & CO_VARARGS) !== 0) + Number((unit.flags & CO_VARKEYWORDS) !== 0);
  return unit.argcount + unit.kwonlyargcount + starred;
}

/** `_PyCfg_OptimizeCodeUnit`: from the graph as it was built to blocks in their final order, pseudo instructions still in. */
function optimizeUnit(g: Graph, nlocals: number, nparams: number, firstlineno: number): void {
  markExceptHandlers(g);
  labelExceptionTargets(g);
  if (g.facts.pipeline312) optimizeCfg312(g);
  else optimizeCfg(g, firstlineno);
  removeUnusedConsts(g);
  checkUninitialized(g, nlocals, nparams);
  if (g.facts.superinstructions) insertSuperinstructions(g);
  pushColdBlocksToEnd(g);
  resolveLineNumbers(g, firstlineno);
}

/** Runs every pass; afterwards the graph has real instructions. Returns the stack size. */
export function optimize(g: Graph, unit: CodeUnit): number {
  optimizeUnit(g, unit.varnames.length, parameterCount(unit), unit.firstlineno);
  convertPseudoConditionalJumps(g);
  const depth = calculateStackDepth(g);
  prepareLocalsPlus(g, unit);
  convertPseudoOps(g);
  normalizeJumps(g);
  if (g.facts.borrows) borrowLoads(g);
  return depth;
}
