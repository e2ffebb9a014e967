/**
 * The same for 3.12, which had its own order of rewrites (`optimize_basic_block` of 3.12).
 * @module
 */
import { type Block, type Graph, type Instr, lineOf, setOp } from './block.ts';
import { constOf, isTrue } from './constants.ts';
import { foldTuple } from './fold-constants.ts';
import { applyStaticSwaps, swaptimize } from './swaps.ts';

function isConditional(op: string | undefined): boolean {
  return op === 'POP_JUMP_IF_FALSE' || op === 'POP_JUMP_IF_TRUE';
}

/** What a constant, loaded by the instruction at `index` or copied by it, lets decide; returns the index to go on from. */
function optimizeConst(g: Graph, b: Block, index: number, arg: number): number {
  const i = b.instrs[index]!;
  const next = b.instrs[index + 1];
  if (next === undefined) return index;
  if (isConditional(next.op)) {
    setOp(i, 'NOP');
    if (isTrue(constOf(g, 'LOAD_CONST', arg)) === (next.op === 'POP_JUMP_IF_TRUE')) next.op = 'JUMP';
    else setOp(next, 'NOP');
  } else if (next.op === 'IS_OP') {
    const jump = b.instrs[index + 2];
    if (constOf(g, 'LOAD_CONST', arg) === null && jump !== undefined && isConditional(jump.op)) {
      const inverted = (next.arg !== 0) !== (jump.op === 'POP_JUMP_IF_FALSE');
      setOp(i, 'NOP');
      setOp(next, 'NOP');
      jump.op = inverted ? 'POP_JUMP_IF_NOT_NONE' : 'POP_JUMP_IF_NONE';
    }
  } else if (next.op === 'RETURN_VALUE') {
    setOp(i, 'NOP');
    setOp(next, 'RETURN_CONST', arg);
    return index + 1;
  }
  return index;
}

/** Retargets a jump to a jump where no line is lost by that. */
function threadJump(i: Instr): boolean {
  const target = i.target!.instrs[0];
  if (target?.op !== 'JUMP') return false;
  if (lineOf(i.at) !== lineOf(target.at) && lineOf(target.at) !== -1) return false;
  if (i.target === target.target) return false;
  i.target = target.target;
  return true;
}

const THREADED = new Set(['POP_JUMP_IF_NOT_NONE', 'POP_JUMP_IF_NONE', 'POP_JUMP_IF_FALSE', 'POP_JUMP_IF_TRUE', 'JUMP']);

function optimizeTuple(g: Graph, b: Block, index: number): void {
  const i = b.instrs[index]!;
  const next = b.instrs[index + 1];
  if (next?.op === 'UNPACK_SEQUENCE' && next.arg === i.arg && i.arg >= 1 && i.arg <= 3) {
    setOp(next, i.arg === 1 ? 'NOP' : 'SWAP', i.arg === 1 ? 0 : i.arg);
    setOp(i, 'NOP');
  } else foldTuple(g, b, index);
}

/** Rewrites one block. */
export function optimizeBlock312(g: Graph, b: Block): void {
  let op = '';
  let arg = 0;
  for (let index = 0; index < b.instrs.length; index++) {
    const i = b.instrs[index]!;
    const copiesConst = op === 'LOAD_CONST' && i.op === 'COPY' && i.arg === 1;
    if (!copiesConst) {
      op = i.op;
      arg = i.arg;
    }
    if (op === 'LOAD_CONST') index = optimizeConst(g, b, index, arg);
    else if (op === 'BUILD_TUPLE') optimizeTuple(g, b, index);
    else if (THREADED.has(op)) {
      if (threadJump(i)) index--;
    } else if (op === 'SWAP') {
      if (arg === 1) setOp(i, 'NOP');
      else {
        index = swaptimize(b, index);
        applyStaticSwaps(b, index);
      }
    } else if (op === 'PUSH_NULL') {
      const next = b.instrs[index + 1];
      if (next?.op === 'LOAD_GLOBAL') {
        setOp(i, 'NOP');
        next.arg |= 1;
      }
    }
  }
}
