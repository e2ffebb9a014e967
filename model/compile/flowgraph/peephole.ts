/**
 * Rewrites of few neighbouring instructions within a block (`optimize_basic_block`, 3.13 and later).
 * @module
 */
import { appendInstr, type Block, type Graph, type Instr, lineOf, setOp } from './block.ts';
import {
  foldBinaryOp,
  foldListToTuple,
  foldTuple,
  foldUnaryOp,
  INTRINSIC_LIST_TO_TUPLE,
  optimizeListOrSet,
} from './fold-constants.ts';
import { applyStaticSwaps, swaptimize } from './swaps.ts';

/** COMPARE_OP's argument asks for a bool. */
const COMPARE_TO_BOOL = 16;

/** Jumps to where the jump at its target goes; false where that is the same place. */
function threadJump(b: Block, jump: Instr, target: Instr, op: string): boolean {
  if (jump.target === target.target) return false;
  // The NOP keeps the line of the jump; it goes later if the line is not lost.
  setOp(jump, 'NOP');
  appendInstr(b, op, target.at, target.target);
  return true;
}

/** Whether to look at `index` once more. */
function optimizeJump(b: Block, i: Instr): boolean {
  const target = i.target!.instrs[0];
  if (target === undefined) return false;
  switch (i.op) {
    case 'POP_JUMP_IF_NOT_NONE':
    case 'POP_JUMP_IF_NONE':
    case 'POP_JUMP_IF_FALSE':
    case 'POP_JUMP_IF_TRUE':
      return target.op === 'JUMP' && threadJump(b, i, target, i.op);
    case 'JUMP_IF_FALSE':
    case 'JUMP_IF_TRUE':
      if (target.op === 'JUMP' || target.op === i.op) return threadJump(b, i, target, i.op);
      if (target.op !== 'JUMP_IF_FALSE' && target.op !== 'JUMP_IF_TRUE') return false;
      // The opposite test does not jump: go on behind it.
      i.target = i.target!.next;
      return true;
    case 'JUMP':
    case 'JUMP_NO_INTERRUPT':
      if (target.op === 'JUMP') return threadJump(b, i, target, 'JUMP');
      return target.op === 'JUMP_NO_INTERRUPT' && threadJump(b, i, target, i.op);
    default:
      return false;
  }
}

/** BUILD_TUPLE n, UNPACK_SEQUENCE n → SWAP n, or nothing. */
function unpackOfTuple(i: Instr, next: Instr | undefined): boolean {
  if (next?.op !== 'UNPACK_SEQUENCE' || next.arg !== i.arg || i.arg < 1 || i.arg > 3) return false;
  setOp(next, i.arg === 1 ? 'NOP' : 'SWAP', i.arg === 1 ? 0 : i.arg);
  setOp(i, 'NOP');
  return true;
}

/** Moves an operator over the TO_BOOL or UNARY_NOT that follows it. */
function absorb(i: Instr, next: Instr, op: string, arg: number): void {
  setOp(i, 'NOP');
  setOp(next, op, arg);
}

function optimizeTest(g: Graph, b: Block, index: number): void {
  const i = b.instrs[index]!;
  const next = b.instrs[index + 1];
  if (i.op === 'COMPARE_OP') {
    if (next?.op === 'TO_BOOL') absorb(i, next, 'COMPARE_OP', i.arg | COMPARE_TO_BOOL);
  } else if (i.op === 'CONTAINS_OP' || i.op === 'IS_OP') {
    if (next?.op === 'TO_BOOL') absorb(i, next, i.op, i.arg);
    else if (next?.op === 'UNARY_NOT' && g.facts.foldsConstants) absorb(i, next, i.op, i.arg ^ 1);
  } else if (i.op === 'TO_BOOL') {
    if (next?.op === 'TO_BOOL') setOp(i, 'NOP');
  } else if (next?.op === 'TO_BOOL') absorb(i, next, 'UNARY_NOT', 0);
  else if (next?.op === 'UNARY_NOT') absorb(i, next, 'NOP', 0);
  else if (g.facts.foldsConstants) foldUnaryOp(g, b, index);
}

function optimizeIntrinsic(g: Graph, b: Block, index: number): void {
  const i = b.instrs[index]!;
  if (i.arg !== INTRINSIC_LIST_TO_TUPLE) foldUnaryOp(g, b, index);
  else if (b.instrs[index + 1]?.op === 'GET_ITER') setOp(i, 'NOP');
  else foldListToTuple(g, b, index);
}

function optimizeInstr(g: Graph, b: Block, index: number): boolean {
  const i = b.instrs[index]!;
  const next = b.instrs[index + 1];
  if (i.target !== null) return optimizeJump(b, i);
  switch (i.op) {
    case 'BUILD_TUPLE':
      if (!unpackOfTuple(i, next)) foldTuple(g, b, index);
      break;
    case 'BUILD_LIST':
    case 'BUILD_SET':
      if (g.facts.foldsConstants) optimizeListOrSet(g, b, index);
      break;
    case 'STORE_FAST':
      if (next?.op === 'STORE_FAST' && next.arg === i.arg && lineOf(next.at) === lineOf(i.at)) setOp(i, 'POP_TOP');
      break;
    case 'SWAP':
      if (i.arg === 1) setOp(i, 'NOP');
      break;
    case 'LOAD_GLOBAL':
      if (next?.op === 'PUSH_NULL' && (i.arg & 1) === 0) {
        i.arg |= 1;
        setOp(next, 'NOP');
      }
      break;
    case 'COMPARE_OP':
    case 'CONTAINS_OP':
    case 'IS_OP':
    case 'TO_BOOL':
    case 'UNARY_NOT':
      optimizeTest(g, b, index);
      break;
    case 'UNARY_INVERT':
    case 'UNARY_NEGATIVE':
      if (g.facts.foldsConstants) foldUnaryOp(g, b, index);
      break;
    case 'CALL_INTRINSIC_1':
      if (g.facts.foldsConstants) optimizeIntrinsic(g, b, index);
      break;
    case 'BINARY_OP':
      if (g.facts.foldsConstants) foldBinaryOp(g, b, index);
      break;
  }
  return false;
}

/** Rewrites one block. */
export function optimizeBlock(g: Graph, b: Block): void {
  for (let index = 0; index < b.instrs.length; index++) {
    if (optimizeInstr(g, b, index)) index--;
  }
  for (let index = 0; index < b.instrs.length; index++) {
    if (b.instrs[index]!.op === 'SWAP') {
      index = swaptimize(b, index);
      applyStaticSwaps(b, index);
    }
  }
}
