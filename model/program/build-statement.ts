/**
 * Builders of modules, statements and their parts. Contexts (store, delete) are set by the statement that a target is given to.
 * @module
 */

import { at, expression, type Operand, optional, store, withContext } from './operand.ts';
import type {
  Alias,
  AnnAssign,
  Arguments,
  Assert,
  Assign,
  AugAssign,
  BinaryOperator,
  ClassDef,
  Delete,
  ExceptHandler,
  ExprStatement,
  For,
  FunctionDef,
  Global,
  If,
  Import,
  ImportFrom,
  Keyword,
  Match,
  MatchCase,
  Module,
  Pattern,
  Raise,
  Return,
  SimpleKeyword,
  Statement,
  Try,
  TypeAlias,
  TypeParam,
  While,
  With,
  WithItem,
} from './syntax.ts';

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
