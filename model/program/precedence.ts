/**
 * Operators as they are written, and how strongly each expression binds.
 * @module
 */
import type { BinaryOperator, CompareOperator, Expression, UnaryOperator } from './syntax.ts';

/** Binding strength, weakest first; an expression weaker than its place asks for is parenthesised. */
export const BARE = 0;
export const TUPLE = 1;
export const TEST = 2;
export const OR = 3;
export const AND = 4;
export const NOT = 5;
const COMPARE = 6;
export const BIT_OR = 7;
const SUM = 11;
const TERM = 12;
export const FACTOR = 13;
const POWER = 14;
export const AWAIT = 15;
export const PRIMARY = 16;

export const BINARY: Readonly<Record<BinaryOperator, readonly [string, number]>> = {
  BitOr: ['|', BIT_OR],
  BitXor: ['^', 8],
  BitAnd: ['&', 9],
  LShift: ['<<', 10],
  RShift: ['>>', 10],
  Add: ['+', SUM],
  Sub: ['-', SUM],
  Mult: ['*', TERM],
  MatMult: ['@', TERM],
  Div: ['/', TERM],
  Mod: ['%', TERM],
  FloorDiv: ['//', TERM],
  Pow: ['**', POWER],
};
/** The operator as it stands in an augmented assignment. */
export const augmentedOperator = (op: BinaryOperator): string => `${BINARY[op][0]}=`;

export const UNARY: Readonly<Record<UnaryOperator, string>> = { Invert: '~', Not: 'not ', UAdd: '+', USub: '-' };
export const COMPARISON: Readonly<Record<CompareOperator, string>> = {
  Eq: '==',
  NotEq: '!=',
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  Is: 'is',
  IsNot: 'is not',
  In: 'in',
  NotIn: 'not in',
};

/** How strongly an expression binds. */
export function strength(node: Expression): number {
  switch (node.kind) {
    case 'NamedExpr':
    case 'Yield':
    case 'YieldFrom':
      return BARE;
    case 'Tuple':
      return node.elts.length === 0 ? PRIMARY : TUPLE;
    case 'Lambda':
    case 'IfExp':
      return TEST;
    case 'BoolOp':
      return node.op === 'Or' ? OR : AND;
    case 'UnaryOp':
      return node.op === 'Not' ? NOT : FACTOR;
    case 'Compare':
      return COMPARE;
    case 'BinOp':
      return BINARY[node.op][1];
    case 'Await':
      return AWAIT;
    default:
      return PRIMARY;
  }
}

/** Whether an expression over several lines needs a bracket around it, having none of its own. */
export function needsBracket(node: Expression): boolean {
  switch (node.kind) {
    case 'BinOp':
    case 'BoolOp':
    case 'Compare':
    case 'IfExp':
    case 'Lambda':
    case 'Attribute':
    case 'Tuple':
      return true;
    default:
      return false;
  }
}
