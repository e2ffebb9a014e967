/**
 * What builders of syntax trees share: short forms of expressions, contexts of targets, layout hints.
 * @module
 */
import {
  type ExceptHandler,
  type ExprContext,
  type Expression,
  type Layout,
  NOWHERE,
  type Statement,
} from './syntax.ts';

/** An expression, or the short form of one: a string is a name, a number an int. */
export type Operand = Expression | string | number;

export const at = NOWHERE;

/** An int; a negative one is a minus sign before a constant, as the grammar has it. */
export const int = (value: number): Expression =>
  value < 0
    ? { kind: 'UnaryOp', op: 'USub', operand: { kind: 'Constant', value: -value, at }, at }
    : { kind: 'Constant', value, at };

/** The expression that an operand is short for. */
export function expression(operand: Operand): Expression {
  if (typeof operand === 'string') return { kind: 'Name', id: operand, ctx: 'Load', at };
  return typeof operand === 'number' ? int(operand) : operand;
}

/** The same, or nothing. */
export const optional = (operand: Operand | null): Expression | null => (operand === null ? null : expression(operand));

/** The same target under another context, down through tuples, lists and stars. */
export function withContext(target: Expression, ctx: ExprContext): Expression {
  switch (target.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      return target.ctx === ctx ? target : { ...target, ctx };
    case 'Starred':
      return { ...target, ctx, value: withContext(target.value, ctx) };
    case 'List':
    case 'Tuple':
      return { ...target, ctx, elts: target.elts.map((e) => withContext(e, ctx)) };
    default:
      return target;
  }
}

/** A target that is assigned to. */
export const store = (target: Operand): Expression => withContext(expression(target), 'Store');

/** The same node with a layout hint. */
export function laid<T extends Statement | Expression | ExceptHandler>(node: T, layout: Layout): T {
  return { ...node, layout: { ...node.layout, ...layout } };
}
