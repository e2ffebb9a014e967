/**
 * The control flow graph: basic blocks in a chain, each ending at a jump or exit (`Python/flowgraph.c`).
 * The graph is mutable and lives only while one code unit is compiled.
 * @module
 */
import type { CodeConstant, Version } from '../../code/code-object.ts';
import { OPCODES, type OpcodeTable, SCOPE_EXITS } from '../../code/opcodes.ts';
import type { Label, Location } from '../sequence.ts';
import { type BackEndFacts, FACTS } from './facts.ts';

/** An instruction in a block. Only jumps and block pushes have a `target`; their `arg` is the label they were made with. */
export interface Instr {
  op: string;
  arg: number;
  at: Location;
  target: Block | null;
  /** The block that control goes to if the instruction raises. */
  except: Block | null;
}

/** A basic block; field names are CPython's without `b_`. */
export interface Block {
  label: Label | null;
  instrs: Instr[];
  /** Handlers that instructions had which once stood behind the last one; see {@link appendInstr}. */
  stale: Map<number, Block | null> | null;
  /** The block that follows in the code. */
  next: Block | null;
  predecessors: number;
  /** Stack depth on entry; −1 while it is not known. */
  startDepth: number;
  /** An exception handler that wants the offset of the raising instruction below the exception. */
  preserveLasti: boolean;
  exceptHandler: boolean;
  cold: boolean;
  warm: boolean;
  visited: boolean;
  /** Bit i is set if local i may be unbound on entry. */
  unsafeLow: number;
  /** The same of the locals from 32 on. */
  unsafeHigh: number;
}

/** One code unit in the making. */
export interface Graph {
  readonly python: Version;
  readonly facts: BackEndFacts;
  readonly opcodes: OpcodeTable;
  readonly consts: CodeConstant[];
  entry: Block;
}

export function newBlock(label: Label | null = null): Block {
  return {
    label,
    instrs: [],
    stale: null,
    next: null,
    predecessors: 0,
    startDepth: -1,
    preserveLasti: false,
    exceptHandler: false,
    cold: false,
    warm: false,
    visited: false,
    unsafeLow: 0,
    unsafeHigh: 0,
  };
}

export function newGraph(python: Version, consts: CodeConstant[], entry: Block): Graph {
  return { python, facts: FACTS[python], opcodes: OPCODES[python], consts, entry };
}

export function newInstr(op: string, arg: number, at: Location): Instr {
  return { op, arg, at, target: null, except: null };
}

/** The blocks in code order. Passes walk the chain themselves: a generator takes longer than what is done with a block. */
export function* blocks(g: Graph): Generator<Block, void> {
  for (let b: Block | null = g.entry; b !== null; b = b.next) yield b;
}

/** Forgets every visit; each traversal begins with it. */
export function clearVisited(g: Graph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) b.visited = false;
}

/** The line of a location: −1 is NO_LOCATION, −2 NEXT_LOCATION. */
export function lineOf(at: Location): number {
  return at === null ? -1 : at.line;
}

export function setOp(i: Instr, op: string, arg = 0): void {
  i.op = op;
  i.arg = arg;
  i.target = null;
}

export function lastInstr(b: Block): Instr | undefined {
  return b.instrs[b.instrs.length - 1];
}

export function isBlockPush(i: Instr): boolean {
  return i.op === 'SETUP_FINALLY' || i.op === 'SETUP_CLEANUP' || i.op === 'SETUP_WITH';
}

export function isJump(i: Instr): boolean {
  return i.target !== null && !isBlockPush(i);
}

export function isUnconditionalJump(i: Instr): boolean {
  return i.op === 'JUMP' || i.op === 'JUMP_NO_INTERRUPT';
}

/** Leaves the frame: returns, raises, re-raises. */
export function isScopeExit(i: Instr): boolean {
  return SCOPE_EXITS.has(i.op);
}

export function exitsScope(b: Block): boolean {
  const last = lastInstr(b);
  return last !== undefined && isScopeExit(last);
}

/** Whether control can run off the end of the block into the next one. */
export function fallsThrough(b: Block): boolean {
  const last = lastInstr(b);
  return last === undefined || !(isScopeExit(last) || isUnconditionalJump(last));
}

/** The first block from `b` on that has instructions. */
export function nextNonempty(b: Block | null): Block | null {
  while (b !== null && b.instrs.length === 0) b = b.next;
  return b;
}

export function appendCopies(to: Block, from: Block): void {
  for (const { op, arg, at, target, except } of from.instrs) to.instrs.push({ op, arg, at, target, except });
}

/** Keeps the first `kept` of a block's instructions, which may have moved there; what stood behind leaves its handler. */
export function truncate(g: Graph, b: Block, kept: Instr[]): void {
  if (g.facts.reusesHandlers) {
    b.stale ??= new Map();
    for (let slot = kept.length; slot < b.instrs.length; slot++) b.stale.set(slot, b.instrs[slot]!.except);
  }
  b.instrs = kept;
}

/**
 * Adds an instruction that no handler was found for. Until 3.14 it takes the handler of the instruction that was in its
 * memory before it, if there was one (`basicblock_addop` leaves `i_except` as it is).
 */
export function appendInstr(b: Block, op: string, at: Location, target: Block | null = null): void {
  const except = b.stale?.get(b.instrs.length) ?? null;
  b.instrs.push({ op, arg: target?.label ?? 0, at, target, except });
}

/** A label that no block has. */
export function freshLabel(g: Graph): Label {
  let max = -1;
  for (let b: Block | null = g.entry; b !== null; b = b.next) if (b.label !== null && b.label > max) max = b.label;
  return max + 1;
}
