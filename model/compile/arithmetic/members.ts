/**
 * Members of a frozenset.
 * @module
 */
import type { Constant } from '../../code/constant.ts';
import { constantKey } from '../constant-key.ts';
import { float, fromConstant, intConstant, toConstant } from './value.ts';

/** A text that is equal for two constants exactly if they are equal as keys: numbers of different types may be. */
export function memberKey(c: Constant): string {
  const v = fromConstant(c);
  if (v.type === 'bool') return constantKey(Number(v.value));
  if (v.type === 'complex' && v.imag === 0) return memberKey(toConstant(float(v.real)));
  if (v.type === 'float' && Number.isInteger(v.value)) return constantKey(intConstant(BigInt(v.value)));
  if (v.type === 'tuple') return `(${v.items.map(memberKey).join()})`;
  return constantKey(c);
}

/** The first of each group of equal constants. */
export function distinctMembers(values: readonly Constant[]): Constant[] {
  const members = new Map<string, Constant>();
  for (const v of values) {
    const key = memberKey(v);
    if (!members.has(key)) members.set(key, v);
  }
  return [...members.values()];
}
