/**
 * Operations on constants in the tree, which 3.12 and 3.13 calculate before code generation (`ast_opt.c`).
 * @module
 */
import type { Constant } from '../code/constant.ts';
import type {
  BinOp,
  Compare,
  CompareOperator,
  ConstantExpr,
  Expression,
  Sequence,
  Subscript,
  UnaryOp,
} from '../program/syntax.ts';
import { distinctMembers } from './arithmetic/members.ts';
import { type FoldRules, foldBinary, foldSubscript, foldUnary } from './arithmetic/operators.ts';

function constantAt(node: Expression, value: Constant | undefined): Expression {
  return value === undefined ? node : { kind: 'Constant', value, at: node.at };
}

function constants(elts: readonly Expression[]): Constant[] | null {
  return elts.every((e): e is ConstantExpr => e.kind === 'Constant') ? elts.map((e) => e.value) : null;
}

const INVERSE: Partial<Record<CompareOperator, CompareOperator>> = {
  Is: 'IsNot',
  IsNot: 'Is',
  In: 'NotIn',
  NotIn: 'In',
};

function foldUnaryOp(node: UnaryOp, rules: FoldRules): Expression {
  const { operand } = node;
  if (operand.kind === 'Constant') return constantAt(node, foldUnary(node.op, operand.value, rules));
  if (node.op !== 'Not' || operand.kind !== 'Compare' || operand.ops.length !== 1) return node;
  const inverse = INVERSE[operand.ops[0]!];
  return inverse === undefined ? node : { ...operand, ops: [inverse] };
}

function foldBinOp(node: BinOp, rules: FoldRules): Expression {
  const { left, right } = node;
  if (left.kind !== 'Constant' || right.kind !== 'Constant') return node;
  return constantAt(node, foldBinary(node.op, left.value, right.value, rules));
}

function foldSubscription(node: Subscript): Expression {
  const { value, slice } = node;
  if (node.ctx !== 'Load' || value.kind !== 'Constant' || slice.kind !== 'Constant') return node;
  return constantAt(node, foldSubscript(value.value, slice.value));
}

function foldTuple(node: Sequence): Expression {
  const values = node.ctx === 'Load' ? constants(node.elts) : null;
  return values === null ? node : constantAt(node, { tuple: values });
}

/** A list or set display that is only iterated or searched becomes a tuple or frozenset, a constant one if it can. */
export function foldIter(node: Expression): Expression {
  if (node.kind === 'List') {
    return node.elts.some((e) => e.kind === 'Starred') ? node : foldTuple({ ...node, kind: 'Tuple' });
  }
  if (node.kind !== 'Set') return node;
  const values = constants(node.elts);
  return values === null ? node : constantAt(node, { frozenset: distinctMembers(values) });
}

function foldCompare(node: Compare): Expression {
  const last = node.ops[node.ops.length - 1];
  if (last !== 'In' && last !== 'NotIn') return node;
  const searched = node.comparators[node.comparators.length - 1]!;
  return { ...node, comparators: [...node.comparators.slice(0, -1), foldIter(searched)] };
}

/** The node, whose children are folded, or the constant that it is. */
export function foldConstant(node: Expression, rules: FoldRules): Expression {
  switch (node.kind) {
    case 'UnaryOp':
      return foldUnaryOp(node, rules);
    case 'BinOp':
      return foldBinOp(node, rules);
    case 'Subscript':
      return foldSubscription(node);
    case 'Tuple':
      return foldTuple(node);
    case 'Compare':
      return foldCompare(node);
    default:
      return node;
  }
}

/** Negative and complex numbers in patterns, which are folded in every version. */
export function foldPatternValue(node: Expression, rules: FoldRules): Expression {
  if (node.kind === 'UnaryOp' && node.op === 'USub') return foldUnaryOp(node, rules);
  if (node.kind === 'BinOp' && (node.op === 'Add' || node.op === 'Sub')) {
    return foldBinOp({ ...node, left: foldPatternValue(node.left, rules) }, rules);
  }
  return node;
}
