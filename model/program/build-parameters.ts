/**
 * Builders of parameters and type parameters.
 * @module
 */

import { at, expression, type Operand, optional } from './operand.ts';
import type { Arg, Arguments, TypeParam } from './syntax.ts';

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
