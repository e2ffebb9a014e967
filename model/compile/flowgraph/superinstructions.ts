/**
 * Two local variable instructions of one line in one (`insert_superinstructions`).
 * @module
 */
import { type Block, type Graph, type Instr, lineOf, setOp } from './block.ts';
import { removeRedundantNops } from './nops.ts';

/** Each half of the argument has four bits. */
const LIMIT = 16;

const PAIRS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  LOAD_FAST: { LOAD_FAST: 'LOAD_FAST_LOAD_FAST' },
  STORE_FAST: { LOAD_FAST: 'STORE_FAST_LOAD_FAST', STORE_FAST: 'STORE_FAST_STORE_FAST' },
};

function join(first: Instr, second: Instr, op: string): void {
  const a = lineOf(first.at);
  const b = lineOf(second.at);
  if (a >= 0 && b >= 0 && a !== b) return;
  if (first.arg >= LIMIT || second.arg >= LIMIT) return;
  setOp(first, op, (first.arg << 4) | second.arg);
  setOp(second, 'NOP');
}

export function insertSuperinstructions(g: Graph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const { instrs } = b;
    for (let index = 0; index + 1 < instrs.length; index++) {
      const i = instrs[index]!;
      if (i.op !== 'LOAD_FAST' && i.op !== 'STORE_FAST') continue;
      const next = instrs[index + 1]!;
      const op = PAIRS[i.op]?.[next.op];
      if (op !== undefined) join(i, next, op);
    }
  }
  removeRedundantNops(g);
}
