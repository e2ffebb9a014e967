/**
 * Truth: comparisons, boolean operators and jumps on a condition.
 * @module
 */
import type { BoolOp, Compare, CompareOperator, Expression, IfExp } from '../../program/syntax.ts';
import type { Label, Location } from '../sequence.ts';
import type { Compiler } from './compiler.ts';

/** `Py_LT` … `Py_GE`, and the outcomes under which each holds (unordered 1, less 2, greater 4, equal 8). */
const COMPARISONS: Readonly<Record<string, readonly [op: number, mask: number]>> = {
  Lt: [0, 2],
  LtE: [1, 2 | 8],
  Eq: [2, 8],
  NotEq: [3, 1 | 2 | 4],
  Gt: [4, 4],
  GtE: [5, 4 | 8],
};

const IDENTITIES: Readonly<Record<string, readonly [op: string, arg: number]>> = {
  Is: ['IS_OP', 0],
  IsNot: ['IS_OP', 1],
  In: ['CONTAINS_OP', 0],
  NotIn: ['CONTAINS_OP', 1],
};

export function addCompare(c: Compiler, at: Location, op: CompareOperator): void {
  const identity = IDENTITIES[op];
  if (identity !== undefined) {
    c.opArg(at, identity[0], identity[1]);
    return;
  }
  const [number, mask] = COMPARISONS[op]!;
  c.opArg(at, 'COMPARE_OP', (number << c.dialect.compareShift) | mask);
}

export function addToBool(c: Compiler, at: Location): void {
  if (c.dialect.toBool) {
    c.op(at, 'TO_BOOL');
  }
}

/** Jumps to `next` if the truth of `e` is `condition`, else falls through (`codegen_jump_if`). */
export function jumpIf(c: Compiler, at: Location, e: Expression, next: Label, condition: boolean): void {
  switch (e.kind) {
    case 'UnaryOp':
      if (e.op === 'Not') {
        jumpIf(c, at, e.operand, next, !condition);
        return;
      }
      break;
    case 'BoolOp':
      jumpIfBoolOp(c, at, e, next, condition);
      return;
    case 'IfExp': {
      const end = c.newLabel();
      const next2 = c.newLabel();
      jumpIf(c, at, e.test, next2, false);
      jumpIf(c, at, e.body, next, condition);
      c.jump(null, c.dialect.forwardJump, end);
      c.useLabel(next2);
      jumpIf(c, at, e.orelse, next, condition);
      c.useLabel(end);
      return;
    }
    case 'Compare':
      if (e.ops.length > 1) {
        jumpIfChain(c, e, next, condition);
        return;
      }
      break;
    default:
  }
  c.expr(e);
  addToBool(c, e.at);
  c.jump(e.at, conditionalJump(condition), next);
}

function conditionalJump(condition: boolean): string {
  return condition ? 'POP_JUMP_IF_TRUE' : 'POP_JUMP_IF_FALSE';
}

function jumpIfBoolOp(c: Compiler, at: Location, e: BoolOp, next: Label, condition: boolean): void {
  const shortcut = e.op === 'Or';
  const next2 = shortcut === condition ? next : c.newLabel();
  for (const value of e.values.slice(0, -1)) {
    jumpIf(c, at, value, next2, shortcut);
  }
  jumpIf(c, at, e.values[e.values.length - 1]!, next, condition);
  if (next2 !== next) {
    c.useLabel(next2);
  }
}

function jumpIfChain(c: Compiler, e: Compare, next: Label, condition: boolean): void {
  const last = e.ops.length - 1;
  const cleanup = c.newLabel();
  c.expr(e.left);
  for (let i = 0; i < last; i++) {
    c.expr(e.comparators[i]!);
    c.opArg(e.at, 'SWAP', 2);
    c.opArg(e.at, 'COPY', 2);
    addCompare(c, e.at, e.ops[i]!);
    addToBool(c, e.at);
    c.jump(e.at, 'POP_JUMP_IF_FALSE', cleanup);
  }
  c.expr(e.comparators[last]!);
  addCompare(c, e.at, e.ops[last]!);
  addToBool(c, e.at);
  c.jump(e.at, conditionalJump(condition), next);
  const end = c.newLabel();
  c.jump(null, c.dialect.forwardJump, end);
  c.useLabel(cleanup);
  c.op(e.at, 'POP_TOP');
  if (!condition) {
    c.jump(null, c.dialect.forwardJump, next);
  }
  c.useLabel(end);
}

export function visitIfExp(c: Compiler, e: IfExp): void {
  const end = c.newLabel();
  const next = c.newLabel();
  jumpIf(c, e.at, e.test, next, false);
  c.expr(e.body);
  c.jump(null, c.dialect.forwardJump, end);
  c.useLabel(next);
  c.expr(e.orelse);
  c.useLabel(end);
}

export function visitBoolOp(c: Compiler, e: BoolOp): void {
  const end = c.newLabel();
  const ifFalse = e.op === 'And';
  for (const value of e.values.slice(0, -1)) {
    c.expr(value);
    if (c.dialect.jumpIf) {
      c.jump(e.at, ifFalse ? 'JUMP_IF_FALSE' : 'JUMP_IF_TRUE', end);
    } else {
      c.opArg(e.at, 'COPY', 1);
      addToBool(c, e.at);
      c.jump(e.at, conditionalJump(!ifFalse), end);
    }
    c.op(e.at, 'POP_TOP');
  }
  c.expr(e.values[e.values.length - 1]!);
  c.useLabel(end);
}

export function visitCompare(c: Compiler, e: Compare): void {
  const last = e.ops.length - 1;
  c.expr(e.left);
  if (last === 0) {
    c.expr(e.comparators[0]!);
    addCompare(c, e.at, e.ops[0]!);
    return;
  }
  const cleanup = c.newLabel();
  for (let i = 0; i < last; i++) {
    c.expr(e.comparators[i]!);
    c.opArg(e.at, 'SWAP', 2);
    c.opArg(e.at, 'COPY', 2);
    addCompare(c, e.at, e.ops[i]!);
    c.opArg(e.at, 'COPY', 1);
    addToBool(c, e.at);
    c.jump(e.at, 'POP_JUMP_IF_FALSE', cleanup);
    c.op(e.at, 'POP_TOP');
  }
  c.expr(e.comparators[last]!);
  addCompare(c, e.at, e.ops[last]!);
  const end = c.newLabel();
  c.jump(null, c.dialect.forwardJump, end);
  c.useLabel(cleanup);
  c.opArg(e.at, 'SWAP', 2);
  c.op(e.at, 'POP_TOP');
  c.useLabel(end);
}
