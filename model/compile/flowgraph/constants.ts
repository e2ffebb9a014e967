/**
 * The constants of a code unit: finding, adding and dropping them.
 * @module
 */
import { type CodeConstant, isCode } from '../../code/code-object.ts';
import type { Constant } from '../../code/constant.ts';
import { truth } from '../arithmetic/operators.ts';
import { constantKey } from '../constant-key.ts';
import { type Block, type Graph, type Instr, setOp } from './block.ts';

/** LOAD_SMALL_INT reaches from 0 to here. */
const MAX_SMALL_INT = 255;

/** Index of an equal constant of the unit, which is appended if there is none (`add_const`). */
export function addConst(g: Graph, constant: Constant): number {
  const key = constantKey(constant);
  const index = g.consts.findIndex((c) => !isCode(c) && constantKey(c) === key);
  return index >= 0 ? index : g.consts.push(constant) - 1;
}

/** Whether the instruction loads a constant that is known here; AssertionError and its like are not. */
export function loadsConst(g: Graph, op: string, arg: number): boolean {
  if (op === 'LOAD_COMMON_CONSTANT') return g.facts.commonConstants[arg] !== undefined;
  return op === 'LOAD_CONST' || op === 'LOAD_SMALL_INT';
}

/** What an instruction that {@link loadsConst} loads. */
export function constOf(g: Graph, op: string, arg: number): CodeConstant {
  if (op === 'LOAD_SMALL_INT') return arg;
  if (op === 'LOAD_COMMON_CONSTANT') return g.facts.commonConstants[arg]!;
  return g.consts[arg]!;
}

/** Turns the instruction into a load that needs no constant of the unit, where there is one for its constant. */
export function shortenLoad(g: Graph, i: Instr, constant: CodeConstant): boolean {
  if (typeof constant === 'number' && constant >= 0 && constant <= MAX_SMALL_INT) {
    setOp(i, 'LOAD_SMALL_INT', constant);
    return true;
  }
  const common = constant === undefined ? -1 : g.facts.commonConstants.indexOf(constant as Constant);
  if (common < 0) return false;
  setOp(i, 'LOAD_COMMON_CONSTANT', common);
  return true;
}

/** Turns the instruction into a load of `constant` (`instr_make_load_const`). */
export function makeLoadConst(g: Graph, i: Instr, constant: Constant): void {
  if (!shortenLoad(g, i, constant)) setOp(i, 'LOAD_CONST', addConst(g, constant));
}

/** The truth of a constant; code objects are true. */
export function isTrue(constant: CodeConstant): boolean {
  return (typeof constant === 'object' && constant !== null && 'kind' in constant) || truth(constant);
}

function takesConst(g: Graph, i: Instr): boolean {
  return g.opcodes.byName.get(i.op)?.hasConst === true;
}

function eachInstr(g: Graph, visit: (i: Instr) => void): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) b.instrs.forEach(visit);
}

/** Drops the constants that nothing loads, but never the first, which may be a docstring. */
export function removeUnusedConsts(g: Graph): void {
  if (g.consts.length === 0) return;
  const used = new Set([0]);
  eachInstr(g, (i) => {
    if (takesConst(g, i)) used.add(i.arg);
  });
  if (used.size === g.consts.length) return;
  const kept = g.consts.map((_, index) => index).filter((index) => used.has(index));
  const moved = new Map(kept.map((old, index) => [old, index]));
  const constants = kept.map((index) => g.consts[index]!);
  g.consts.splice(0, g.consts.length, ...constants);
  eachInstr(g, (i) => {
    if (takesConst(g, i)) i.arg = moved.get(i.arg)!;
  });
}

/** The `size` instructions before index `start` of block `b` that load constants, NOPs between them skipped; or null. */
export function constLoads(g: Graph, b: Block, start: number, size: number): Instr[] | null {
  const loads: Instr[] = [];
  for (let index = start; index >= 0 && loads.length < size; index--) {
    const i = b.instrs[index]!;
    if (i.op === 'NOP') continue;
    if (!loadsConst(g, i.op, i.arg)) return null;
    loads.unshift(i);
  }
  return loads.length === size ? loads : null;
}

/** Makes NOPs without a line of instructions whose work is done elsewhere. */
export function nopOut(instrs: readonly Instr[]): void {
  for (const i of instrs) {
    setOp(i, 'NOP');
    i.at = null;
  }
}
