/**
 * Builders of syntax trees: every node, standing nowhere until it is printed. A string stands for a name, a number for an int;
 * contexts (load, store, delete) are set by the node that a target is given to.
 * @module
 */
import type { Constant } from '../code/constant.ts';
import {
  type Alias,
  type AnnAssign,
  type Arg,
  type Arguments,
  type Assert,
  type Assign,
  type Attribute,
  type AugAssign,
  type Await,
  type BinaryOperator,
  type BinOp,
  type BoolOp,
  type Call,
  type ClassDef,
  type Compare,
  type CompareOperator,
  type Comprehension,
  type ComprehensionFor,
  type ConstantExpr,
  type Delete,
  type Dict,
  type DictComp,
  type ExceptHandler,
  type ExprContext,
  type Expression,
  type ExprStatement,
  type For,
  type FormattedValue,
  type FunctionDef,
  type Global,
  type If,
  type IfExp,
  type Import,
  type ImportFrom,
  type Interpolation,
  type JoinedStr,
  type Keyword,
  type Lambda,
  type Layout,
  type Match,
  type MatchCase,
  type Module,
  type Name,
  type NamedExpr,
  NOWHERE,
  type Pattern,
  type Raise,
  type Return,
  type Sequence,
  type SetDisplay,
  type SimpleKeyword,
  type Slice,
  type Starred,
  type Statement,
  type Subscript,
  type Try,
  type TypeAlias,
  type TypeParam,
  type UnaryOp,
  type UnaryOperator,
  type While,
  type With,
  type WithItem,
  type Yield,
} from './syntax.ts';

/** An expression, or the short form of one: a string is a name, a number an int. */
export type Operand = Expression | string | number;

const at = NOWHERE;

/** The expression that an operand is short for. */
export function expression(operand: Operand): Expression {
  if (typeof operand === 'string') return { kind: 'Name', id: operand, ctx: 'Load', at };
  return typeof operand === 'number' ? int(operand) : operand;
}

const optional = (operand: Operand | null): Expression | null => (operand === null ? null : expression(operand));

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

const store = (target: Operand): Expression => withContext(expression(target), 'Store');

/** The same node with a layout hint. */
export function laid<T extends Statement | Expression | ExceptHandler>(node: T, layout: Layout): T {
  return { ...node, layout: { ...node.layout, ...layout } };
}

// ---- expressions

export const name = (id: string): Name => ({ kind: 'Name', id, ctx: 'Load', at });
export const constant = (value: Constant): ConstantExpr => ({ kind: 'Constant', value, at });
export const none = (): ConstantExpr => constant(null);
export const str = (text: string): ConstantExpr => constant(text);
/** An int; a negative one is a minus sign before a constant, as the grammar has it. */
export const int = (value: number): Expression =>
  value < 0 ? unary('USub', constant(-value)) : { kind: 'Constant', value, at };
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

// ---- statements

export const module = (...body: Statement[]): Module => ({ kind: 'Module', body });
export interface Definition {
  readonly decorators?: readonly Operand[];
  readonly returns?: Operand;
  readonly typeParams?: readonly TypeParam[];
  readonly async?: boolean;
}
export const def = (
  id: string,
  args: Arguments,
  body: readonly Statement[],
  { decorators = [], returns, typeParams = [], async = false }: Definition = {},
): FunctionDef => ({
  kind: async ? 'AsyncFunctionDef' : 'FunctionDef',
  name: id,
  args,
  body,
  decorators: decorators.map(expression),
  returns: returns === undefined ? null : expression(returns),
  typeParams,
  at,
});
export const classDef = (
  id: string,
  bases: readonly Operand[],
  body: readonly Statement[],
  { decorators = [], typeParams = [] }: Definition = {},
  keywords: readonly Keyword[] = [],
): ClassDef => ({
  kind: 'ClassDef',
  name: id,
  bases: bases.map(expression),
  keywords,
  body,
  decorators: decorators.map(expression),
  typeParams,
  at,
});
export const returns = (value: Operand | null = null): Return => ({ kind: 'Return', value: optional(value), at });
export const del = (...targets: Operand[]): Delete => ({
  kind: 'Delete',
  targets: targets.map((t) => withContext(expression(t), 'Del')),
  at,
});
/** `targets… = value`: the last argument is the value. */
export const assign = (...parts: readonly [Operand, Operand, ...Operand[]]): Assign => ({
  kind: 'Assign',
  targets: parts.slice(0, -1).map(store),
  value: expression(parts[parts.length - 1]!),
  at,
});
export const typeAlias = (id: string, typeParams: readonly TypeParam[], value: Operand): TypeAlias => ({
  kind: 'TypeAlias',
  name: store(id),
  typeParams,
  value: expression(value),
  at,
});
export const augment = (target: Operand, op: BinaryOperator, value: Operand): AugAssign => ({
  kind: 'AugAssign',
  target: store(target),
  op,
  value: expression(value),
  at,
});
export const annotate = (target: Operand, annotation: Operand, value: Operand | null = null): AnnAssign => {
  const node = store(target);
  return {
    kind: 'AnnAssign',
    target: node,
    annotation: expression(annotation),
    value: optional(value),
    simple: node.kind === 'Name' && node.layout?.parens !== true,
    at,
  };
};
export const forIn = (
  target: Operand,
  iter: Operand,
  body: readonly Statement[],
  orelse: readonly Statement[] = [],
  kind: For['kind'] = 'For',
): For => ({ kind, target: store(target), iter: expression(iter), body, orelse, at });
export const whileDo = (test: Operand, body: readonly Statement[], orelse: readonly Statement[] = []): While => ({
  kind: 'While',
  test: expression(test),
  body,
  orelse,
  at,
});
export const ifThen = (test: Operand, body: readonly Statement[], orelse: readonly Statement[] = []): If => ({
  kind: 'If',
  test: expression(test),
  body,
  orelse,
  at,
});
export const withDo = (items: readonly WithItem[], body: readonly Statement[], kind: With['kind'] = 'With'): With => ({
  kind,
  items,
  body,
  at,
});
export const withItem = (contextExpr: Operand, optionalVars: Operand | null = null): WithItem => ({
  contextExpr: expression(contextExpr),
  optionalVars: optionalVars === null ? null : store(optionalVars),
});
export const match = (subject: Operand, ...cases: MatchCase[]): Match => ({
  kind: 'Match',
  subject: expression(subject),
  cases,
  at,
});
export const matchCase = (pattern: Pattern, body: readonly Statement[], guard: Operand | null = null): MatchCase => ({
  pattern,
  guard: optional(guard),
  body,
});
export const raise = (exc: Operand | null = null, cause: Operand | null = null): Raise => ({
  kind: 'Raise',
  exc: optional(exc),
  cause: optional(cause),
  at,
});
export const tryDo = (
  body: readonly Statement[],
  handlers: readonly ExceptHandler[],
  orelse: readonly Statement[] = [],
  finalbody: readonly Statement[] = [],
  kind: Try['kind'] = 'Try',
): Try => ({ kind, body, handlers, orelse, finalbody, at });
export const except = (type: Operand | null, id: string | null, body: readonly Statement[]): ExceptHandler => ({
  kind: 'ExceptHandler',
  type: optional(type),
  name: id,
  body,
  at,
});
export const assert = (test: Operand, msg: Operand | null = null): Assert => ({
  kind: 'Assert',
  test: expression(test),
  msg: optional(msg),
  at,
});
export const alias = (id: string, asname: string | null = null): Alias => ({ name: id, asname, at });
export const imports = (...names: Alias[]): Import => ({ kind: 'Import', names, at });
export const importFrom = (from: string | null, names: readonly Alias[], level = 0): ImportFrom => ({
  kind: 'ImportFrom',
  module: from,
  names,
  level,
  at,
});
export const global = (...names: string[]): Global => ({ kind: 'Global', names, at });
export const nonlocal = (...names: string[]): Global => ({ kind: 'Nonlocal', names, at });
export const evaluate = (value: Operand): ExprStatement => ({ kind: 'Expr', value: expression(value), at });
export const pass = (): SimpleKeyword => ({ kind: 'Pass', at });
export const breakLoop = (): SimpleKeyword => ({ kind: 'Break', at });
export const continueLoop = (): SimpleKeyword => ({ kind: 'Continue', at });

// ---- parameters

export const arg = (id: string, annotation: Operand | null = null): Arg => ({
  arg: id,
  annotation: optional(annotation),
  at,
});
export interface Parameters {
  readonly posonly?: readonly (string | Arg)[];
  readonly vararg?: string | Arg;
  /** Keyword-only parameters, each with its default or `null`. */
  readonly kwonly?: readonly (readonly [string | Arg, Operand | null])[];
  readonly kwarg?: string | Arg;
  /** Of the last positional parameters. */
  readonly defaults?: readonly Operand[];
}
const parameter = (p: string | Arg): Arg => (typeof p === 'string' ? arg(p) : p);
export const parameters = (
  args: readonly (string | Arg)[] = [],
  { posonly = [], vararg, kwonly = [], kwarg, defaults = [] }: Parameters = {},
): Arguments => ({
  posonlyargs: posonly.map(parameter),
  args: args.map(parameter),
  vararg: vararg === undefined ? null : parameter(vararg),
  kwonlyargs: kwonly.map(([p]) => parameter(p)),
  kwDefaults: kwonly.map(([, value]) => optional(value)),
  kwarg: kwarg === undefined ? null : parameter(kwarg),
  defaults: defaults.map(expression),
});
export const typeParam = (
  kind: TypeParam['kind'],
  id: string,
  bound: Operand | null = null,
  defaultValue: Operand | null = null,
): TypeParam => ({ kind, name: id, bound: optional(bound), defaultValue: optional(defaultValue), at });

// ---- patterns

export const matchValue = (value: Operand): Pattern => ({ kind: 'MatchValue', value: expression(value), at });
export const matchSingleton = (value: null | boolean): Pattern => ({ kind: 'MatchSingleton', value, at });
export const matchSequence = (...patterns: Pattern[]): Pattern => ({ kind: 'MatchSequence', patterns, at });
export const matchMapping = (
  entries: readonly (readonly [Operand, Pattern])[],
  rest: string | null = null,
): Pattern => ({
  kind: 'MatchMapping',
  keys: entries.map(([key]) => expression(key)),
  patterns: entries.map(([, pattern]) => pattern),
  rest,
  at,
});
export const matchClass = (
  cls: Operand,
  patterns: readonly Pattern[],
  keywords: readonly (readonly [string, Pattern])[] = [],
): Pattern => ({
  kind: 'MatchClass',
  cls: expression(cls),
  patterns,
  kwdAttrs: keywords.map(([attr]) => attr),
  kwdPatterns: keywords.map(([, pattern]) => pattern),
  at,
});
export const matchStar = (id: string | null): Pattern => ({ kind: 'MatchStar', name: id, at });
export const matchAs = (pattern: Pattern | null, id: string | null): Pattern => ({
  kind: 'MatchAs',
  pattern,
  name: id,
  at,
});
export const matchOr = (...patterns: Pattern[]): Pattern => ({ kind: 'MatchOr', patterns, at });
