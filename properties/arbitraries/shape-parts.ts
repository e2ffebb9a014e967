/**
 * What shapes of programs are made of.
 * @module
 */
import { build as b, type Statement } from '../../model/index.ts';

/** Definitions, and what the module does with them. */
export interface Shape {
  readonly definitions: readonly Statement[];
  readonly use: readonly Statement[];
}

/** What varies in a shape. */
export type Variant = { readonly n: number; readonly flag: boolean; readonly other: boolean };

export const minusOne = () => b.binary('n', 'Sub', 1);
export const say = (id: string, ...args: readonly b.Operand[]) => b.evaluate(b.call(id, [...args]));
export const step = (name = 'x') => b.assign(name, 'n');
export const positive = (...body: Statement[]): Statement => b.ifThen(b.compare('n', 'Gt', 0), body);
export const fn = (
  name: string,
  body: readonly Statement[],
  args: readonly string[] = ['n'],
  async = false,
): Statement => b.def(name, b.parameters([...args]), body, { async });
