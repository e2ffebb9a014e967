/**
 * The arguments of a call as a native keeps them: the values in slots, their number and the keywords' names in vars.
 * @module
 */
import type { NativeData } from '../heap.ts';
import type { Keywords } from '../operations.ts';
import type { Slot, Value } from '../value.ts';

/** The values, in order. */
export const callSlots = (args: readonly Value[], keywords: Keywords | null): Value[] => [
  ...args,
  ...(keywords?.values() ?? []),
];

/** What the vars say of them. */
export const callVars = (args: readonly Value[], keywords: Keywords | null): { args: number; names: string } => ({
  args: args.length,
  names: keywords === null || keywords.size === 0 ? '' : JSON.stringify([...keywords.keys()]),
});

/** The arguments again, from slot `from` on. */
export function callOf(
  { slots, vars }: { readonly slots: readonly Slot[]; readonly vars: NativeData['vars'] },
  from: number,
): { args: Value[]; keywords: Keywords | null } {
  const end = from + Number(vars['args']);
  const args = slots.slice(from, end) as Value[];
  const text = String(vars['names']);
  if (text === '') return { args, keywords: null };
  const names: readonly string[] = JSON.parse(text);
  return { args, keywords: new Map(names.map((name, i) => [name, slots[end + i] as Value])) };
}
