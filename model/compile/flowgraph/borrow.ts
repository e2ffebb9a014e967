/**
 * LOAD_FAST becomes LOAD_FAST_BORROW where the local outlives the loaded reference (`optimize_load_fast`, 3.14+):
 * the reference is consumed in the block, before the local changes, and does not become a local itself.
 * @module
 */
import { valuesPopped, valuesPushed } from '../../code/opcodes.ts';
import { type Block, clearVisited, fallsThrough, type Graph, type Instr, isBlockPush } from './block.ts';

const UNKNOWN = -1;
const NOT_LOCAL = -1;

/** Opcodes that consume the upper ones of their inputs and push nothing. */
const KEEPS_LOWER = new Set([
  'DICT_MERGE',
  'DICT_UPDATE',
  'LIST_APPEND',
  'LIST_EXTEND',
  'MAP_ADD',
  'RERAISE',
  'SET_ADD',
  'SET_UPDATE',
]);

/** The simulation of one block: a stack of references, of which each has the instruction that made it and the local it was loaded from. */
class Simulation {
  readonly makers: number[] = [];
  readonly locals: number[] = [];
  /** Instructions whose reference must be a strong one. */
  readonly owned: boolean[];
  /** Of the reference that was popped last. */
  maker = UNKNOWN;
  local = NOT_LOCAL;

  constructor(size: number) {
    this.owned = new Array<boolean>(size).fill(false);
  }

  push(maker: number, local = NOT_LOCAL): void {
    this.makers.push(maker);
    this.locals.push(local);
  }

  pop(): void {
    const maker = this.makers.pop();
    if (maker === undefined) throw new RangeError('stack underflow');
    this.maker = maker;
    this.local = this.locals.pop()!;
  }

  own(maker: number): void {
    if (maker !== UNKNOWN) this.owned[maker] = true;
  }

  ownAll(): void {
    for (const maker of this.makers) this.own(maker);
  }

  /** The local changes: what was loaded from it before must own its reference. */
  kill(local: number): void {
    for (let at = 0; at < this.locals.length; at++) if (this.locals[at] === local) this.own(this.makers[at]!);
  }

  store(local: number): void {
    this.pop();
    const { maker } = this;
    this.kill(local);
    this.own(maker);
  }

  copy(depth: number): void {
    const at = this.makers.length - depth;
    this.push(this.makers[at]!, this.locals[at]!);
  }

  swap(depth: number): void {
    for (const list of [this.makers, this.locals]) {
      const top = list.length - 1;
      const value = list[top]!;
      list[top] = list[list.length - depth]!;
      list[list.length - depth] = value;
    }
  }
}

function shuffle(s: Simulation, i: Instr, index: number): boolean {
  switch (i.op) {
    case 'DELETE_FAST':
      s.kill(i.arg);
      return true;
    case 'LOAD_FAST':
      s.push(index, i.arg);
      return true;
    case 'LOAD_FAST_AND_CLEAR':
      s.kill(i.arg);
      s.push(index, i.arg);
      return true;
    case 'LOAD_FAST_LOAD_FAST':
      s.push(index, i.arg >> 4);
      s.push(index, i.arg & 15);
      return true;
    case 'STORE_FAST':
      s.store(i.arg);
      return true;
    case 'STORE_FAST_LOAD_FAST':
      s.store(i.arg >> 4);
      s.push(index, i.arg & 15);
      return true;
    case 'STORE_FAST_STORE_FAST':
      s.store(i.arg >> 4);
      s.store(i.arg & 15);
      return true;
    case 'COPY':
      s.copy(i.arg);
      return true;
    case 'SWAP':
      s.swap(i.arg);
      return true;
    default:
      return false;
  }
}

/** Opcodes that hand some of their inputs on. */
function handOn(s: Simulation, i: Instr, index: number): boolean {
  switch (i.op) {
    case 'END_SEND':
    case 'SET_FUNCTION_ATTRIBUTE': {
      s.pop();
      const { maker, local } = s;
      s.pop();
      s.push(maker, local);
      return true;
    }
    case 'CHECK_EXC_MATCH':
      s.pop();
      s.push(index);
      return true;
    case 'LOAD_ATTR':
    case 'LOAD_SUPER_ATTR': {
      s.pop();
      const { maker, local } = s;
      if (i.op === 'LOAD_SUPER_ATTR') {
        s.pop();
        s.pop();
      }
      s.push(index);
      // Of a method call, self is left on the stack.
      if ((i.arg & 1) !== 0) s.push(maker, local);
      return true;
    }
    case 'LOAD_SPECIAL':
    case 'PUSH_EXC_INFO': {
      s.pop();
      const { maker, local } = s;
      s.push(index);
      s.push(maker, local);
      return true;
    }
    default:
      return false;
  }
}

function simulate(g: Graph, b: Block, visit: (target: Block) => void): Simulation {
  const s = new Simulation(b.instrs.length);
  for (let n = 0; n < b.startDepth; n++) s.push(UNKNOWN);
  for (let index = 0; index < b.instrs.length; index++) {
    const i = b.instrs[index]!;
    if (shuffle(s, i, index) || handOn(s, i, index)) continue;
    const opcode = g.opcodes.byName.get(i.op)!;
    const popped = valuesPopped(opcode, i.arg);
    const pushed = valuesPushed(opcode, i.arg);
    if (g.facts.keepsInputs.has(i.op)) {
      for (let n = 0; n < pushed - popped; n++) s.push(g.facts.misnamesKept ? n : index);
    } else if (i.op === 'FOR_ITER') {
      visit(i.target!);
      s.push(index);
    } else if (KEEPS_LOWER.has(i.op)) {
      for (let n = pushed; n < popped; n++) s.pop();
    } else if (i.op === 'SEND') {
      visit(i.target!);
      s.pop();
      s.push(index);
    } else {
      if (i.target !== null && i.op !== 'END_ASYNC_FOR') visit(i.target);
      if (isBlockPush(i)) continue;
      for (let n = 0; n < popped; n++) s.pop();
      for (let n = 0; n < pushed; n++) s.push(index);
    }
  }
  s.ownAll();
  return s;
}

export function borrowLoads(g: Graph): void {
  clearVisited(g);
  const stack: Block[] = [g.entry];
  g.entry.visited = true;
  g.entry.startDepth = 0;
  const visit = (target: Block): void => {
    if (target.visited) return;
    target.visited = true;
    stack.push(target);
  };
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    const { owned } = simulate(g, b, visit);
    const goesOn = fallsThrough(b) && (b.instrs.length > 0 || g.facts.borrowsPastEmptyBlocks);
    if (goesOn && b.next !== null) visit(b.next);
    b.instrs.forEach((i, index) => {
      if (owned[index]!) return;
      if (i.op === 'LOAD_FAST') i.op = 'LOAD_FAST_BORROW';
      else if (i.op === 'LOAD_FAST_LOAD_FAST') i.op = 'LOAD_FAST_BORROW_LOAD_FAST_BORROW';
    });
  }
}
