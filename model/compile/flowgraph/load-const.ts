/**
 * Tests of constants decided at compile time, and comparisons with None made jumps (`basicblock_optimize_load_const`).
 * @module
 */
import { type Block, type Graph, type Instr, setOp } from './block.ts';
import { addConst, constOf, isTrue, loadsConst, shortenLoad } from './constants.ts';

function decideJump(g: Graph, load: Instr, jump: Instr, op: string, arg: number): void {
  const truth = isTrue(constOf(g, op, arg));
  const pops = jump.op.startsWith('POP_');
  if (pops) setOp(load, 'NOP');
  if (truth === jump.op.endsWith('TRUE')) jump.op = 'JUMP';
  else setOp(jump, 'NOP');
}

/** `x is None` before a jump → POP_JUMP_IF_NONE and its negation. */
function decideNone(b: Block, index: number): void {
  const isOp = b.instrs[index + 1]!;
  let jump = b.instrs[index + 2];
  if (jump?.op === 'TO_BOOL') {
    setOp(jump, 'NOP');
    jump = b.instrs[index + 3];
  }
  if (jump?.op !== 'POP_JUMP_IF_FALSE' && jump?.op !== 'POP_JUMP_IF_TRUE') return;
  const inverted = (isOp.arg !== 0) !== (jump.op === 'POP_JUMP_IF_FALSE');
  setOp(b.instrs[index]!, 'NOP');
  setOp(isOp, 'NOP');
  jump.op = inverted ? 'POP_JUMP_IF_NOT_NONE' : 'POP_JUMP_IF_NONE';
}

/** Does so for one block. */
export function optimizeLoadConst(g: Graph, b: Block): void {
  let op = '';
  let arg = 0;
  for (let index = 0; index < b.instrs.length; index++) {
    const i = b.instrs[index]!;
    if (i.op === 'LOAD_CONST' && g.facts.foldsConstants) shortenLoad(g, i, constOf(g, i.op, i.arg));
    // COPY 1 of a constant is that constant.
    if (!(op === 'LOAD_CONST' && i.op === 'COPY' && i.arg === 1)) {
      op = i.op;
      arg = i.arg;
    }
    if (!loadsConst(g, op, arg)) continue;
    const next = b.instrs[index + 1];
    switch (next?.op) {
      case 'POP_JUMP_IF_FALSE':
      case 'POP_JUMP_IF_TRUE':
      case 'JUMP_IF_FALSE':
      case 'JUMP_IF_TRUE':
        decideJump(g, i, next, op, arg);
        break;
      case 'IS_OP':
        if (constOf(g, op, arg) === null) decideNone(b, index);
        break;
      case 'RETURN_VALUE':
        if (g.facts.returnConst) {
          setOp(i, 'NOP');
          setOp(next, 'RETURN_CONST', arg);
          index++;
        }
        break;
      case 'TO_BOOL': {
        const at = addConst(g, isTrue(constOf(g, op, arg)));
        setOp(i, 'NOP');
        setOp(next, 'LOAD_CONST', at);
        break;
      }
    }
  }
}
