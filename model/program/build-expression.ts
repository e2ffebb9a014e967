/**
 * Builders of expressions. A string stands for a name, a number for an int.
 * @module
 */
import type { Constant } from '../code/constant.ts';
import { at, expression, type Operand, optional, store } from './operand.ts';
import type {
  Arguments,
  Attribute,
  Await,
  BinaryOperator,
  BinOp,
  BoolOp,
  Call,
  Compare,
  CompareOperator,
  Comprehension,
  ComprehensionFor,
  ConstantExpr,
  Dict,
  DictComp,
  Expression,
  FormattedValue,
  IfExp,
  Interpolation,
  JoinedStr,
  Keyword,
  Lambda,
  Name,
  NamedExpr,
  Sequence,
  SetDisplay,
  Slice,
  Starred,
  Subscript,
  UnaryOp,
  UnaryOperator,
  Yield,
} from './syntax.ts';

export const name = (id: string): Name => ({ kind: 'Name', id, ctx: 'Load', at });
export const constant = (value: Constant): ConstantExpr => ({ kind: 'Constant', value, at });
export const none = (): ConstantExpr => constant(null);
export const str = (text: string): ConstantExpr => constant(text);
/** A float from its non-negative `repr`. */
export const float = (repr: string): ConstantExpr => constant({ float: repr });
export const and = (...values: Operand[]): BoolOp => ({
  kind: 'BoolOp',
  op: 'And',
  values: values.map(expression),
  at,
});
export const or = (...values: Operand[]): BoolOp => ({ kind: 'BoolOp', op: 'Or', values: values.map(expression), at });
export const walrus = (id: string, value: Operand): NamedExpr => ({
  kind: 'NamedExpr',
  target: { kind: 'Name', id, ctx: 'Store', at },
  value: expression(value),
  at,
});
export const binary = (left: Operand, op: BinaryOperator, right: Operand): BinOp => ({
  kind: 'BinOp',
  left: expression(left),
  op,
  right: expression(right),
  at,
});
export const unary = (op: UnaryOperator, operand: Operand): UnaryOp => ({
  kind: 'UnaryOp',
  op,
  operand: expression(operand),
  at,
});
export const lambda = (args: Arguments, body: Operand): Lambda => ({
  kind: 'Lambda',
  args,
  body: expression(body),
  at,
});
export const conditional = (test: Operand, body: Operand, orelse: Operand): IfExp => ({
  kind: 'IfExp',
  test: expression(test),
  body: expression(body),
  orelse: expression(orelse),
  at,
});
/** A dict display; a `null` key is a `**mapping` entry. */
export const dict = (...entries: (readonly [Operand | null, Operand])[]): Dict => ({
  kind: 'Dict',
  keys: entries.map(([key]) => optional(key)),
  values: entries.map(([, value]) => expression(value)),
  at,
});
export const set = (...elts: Operand[]): SetDisplay => ({ kind: 'Set', elts: elts.map(expression), at });
export const comprehension = (
  kind: Comprehension['kind'],
  elt: Operand,
  ...generators: ComprehensionFor[]
): Comprehension => ({ kind, elt: expression(elt), generators, at });
export const dictComp = (key: Operand, value: Operand | null, ...generators: ComprehensionFor[]): DictComp => ({
  kind: 'DictComp',
  key: expression(key),
  value: optional(value),
  generators,
  at,
});
export const comprehensionFor = (
  target: Operand,
  iter: Operand,
  ifs: readonly Operand[] = [],
  isAsync = false,
): ComprehensionFor => ({ target: store(target), iter: expression(iter), ifs: ifs.map(expression), isAsync });
export const awaited = (value: Operand): Await => ({ kind: 'Await', value: expression(value), at });
export const yieldFrom = (value: Operand): Await => ({ kind: 'YieldFrom', value: expression(value), at });
export const yielded = (value: Operand | null = null): Yield => ({ kind: 'Yield', value: optional(value), at });
/** A comparison chain: `compare('a', 'Lt', 'b', 'Lt', 'c')`. */
export function compare(left: Operand, ...rest: (CompareOperator | Operand)[]): Compare {
  const ops: CompareOperator[] = [];
  const comparators: Expression[] = [];
  for (let i = 0; i + 1 < rest.length; i += 2) {
    ops.push(rest[i] as CompareOperator);
    comparators.push(expression(rest[i + 1]!));
  }
  return { kind: 'Compare', left: expression(left), ops, comparators, at };
}
export const call = (func: Operand, args: readonly Operand[] = [], keywords: readonly Keyword[] = []): Call => ({
  kind: 'Call',
  func: expression(func),
  args: args.map(expression),
  keywords,
  at,
});
/** A keyword argument; without a name it is `**mapping`. */
export const keyword = (arg: string | null, value: Operand): Keyword => ({ arg, value: expression(value), at });
export const formatted = (
  value: Operand,
  conversion: FormattedValue['conversion'] = -1,
  formatSpec: JoinedStr | null = null,
): FormattedValue => ({ kind: 'FormattedValue', value: expression(value), conversion, formatSpec, at });
/** An f-string; a string among its parts is literal text. */
export const fstring = (...parts: (Expression | string)[]): JoinedStr => ({
  kind: 'JoinedStr',
  values: parts.map((part) => (typeof part === 'string' ? str(part) : part)),
  at,
});
/** A t-string (3.14+). */
export const tstring = (...parts: (Expression | string)[]): JoinedStr => ({
  ...fstring(...parts),
  kind: 'TemplateStr',
});
/** A replacement field of a t-string; `text` is its expression as written. */
export const interpolation = (
  value: Operand,
  text: string,
  conversion: Interpolation['conversion'] = -1,
  formatSpec: JoinedStr | null = null,
): Interpolation => ({ kind: 'Interpolation', value: expression(value), str: text, conversion, formatSpec, at });
export const attribute = (value: Operand, attr: string): Attribute => ({
  kind: 'Attribute',
  value: expression(value),
  attr,
  ctx: 'Load',
  at,
});
/** A method call: `method('xs', 'append', 1)`. */
export const method = (value: Operand, attr: string, ...args: Operand[]): Call => call(attribute(value, attr), args);
export const subscript = (value: Operand, index: Operand): Subscript => ({
  kind: 'Subscript',
  value: expression(value),
  slice: expression(index),
  ctx: 'Load',
  at,
});
export const starred = (value: Operand): Starred => ({ kind: 'Starred', value: expression(value), ctx: 'Load', at });
export const list = (...elts: Operand[]): Sequence => ({ kind: 'List', elts: elts.map(expression), ctx: 'Load', at });
export const tuple = (...elts: Operand[]): Sequence => ({ kind: 'Tuple', elts: elts.map(expression), ctx: 'Load', at });
export const slice = (lower: Operand | null, upper: Operand | null, step: Operand | null = null): Slice => ({
  kind: 'Slice',
  lower: optional(lower),
  upper: optional(upper),
  step: optional(step),
  at,
});
