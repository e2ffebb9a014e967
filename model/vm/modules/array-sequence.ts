/**
 * Arrays as sequences: subscripts, concatenation, repetition, comparison (Modules/arraymodule.c).
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { NotImplemented, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { COMPARE_METHODS, type CompareOperator, compareAsking, equalAsking } from '../protocol/compare.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { isIndex, type SliceIndices, sliceIndices, sliceSlots, takeSlice } from '../protocol/slices.ts';
import type { Slot, Value } from '../value.ts';
import { itemAsking } from './array-items.ts';
import { ARRAY, type ArrayData, arrayOf, asArray, newArray, spliceArray } from './array-values.ts';

/** Appends one item. Inputs: array, value. */
export const ARRAY_ITEM: Algorithm = {
  name: 'array_item',
  run: (vm, [self, v], _vars, ask) => {
    const { code } = arrayOf(vm, self);
    const item = itemAsking(vm, code, v as Value, ask);
    const { ref, items } = arrayOf(vm, self);
    spliceArray(vm, ref, items.length, 0, [item]);
    return null;
  },
};

function position(vm: Operations, key: Value, length: number, text: string, ask: Ask): number {
  if (!isIndex(vm, key)) throw raise(vm, 'TypeError', 'array indices must be integers');
  const n = indexAsking(vm, key, ask, undefined, 'IndexError');
  const at = n < 0 ? n + length : n;
  if (at < 0 || at >= length) throw raise(vm, 'IndexError', `array ${text}index out of range`);
  return at;
}

/** Inputs: array, key, value. Vars: what. */
const SUBSCRIPT: Algorithm = {
  name: 'array_subscript',
  run: (vm, [self, key, value], vars, ask) => {
    const array = arrayOf(vm, self);
    const { ref, code, items } = array;
    const slots = sliceSlots(vm, key);
    const slice = slots === undefined ? undefined : sliceIndices(vm, slots, items.length, ask);
    if (vars['what'] === 'get') {
      if (slice !== undefined) return newArray(vm, code, takeSlice(items, slice));
      return items[position(vm, key as Value, items.length, '', ask)] as Value;
    }
    if (slice !== undefined) {
      replaceSlice(vm, array, slice, value);
      return null;
    }
    const at = position(vm, key as Value, items.length, 'assignment ', ask);
    spliceArray(vm, ref, at, 1, value === undefined ? [] : [itemAsking(vm, code, value, ask)]);
    return null;
  },
};

function replaceSlice(vm: Operations, { ref, code, items }: ArrayData, slice: SliceIndices, value: Slot): void {
  const other = value === undefined ? undefined : asArray(vm, value);
  if (value !== undefined && other === undefined)
    throw raise(vm, 'TypeError', `can only assign array (not "${typeName(vm, value)}") to array slice`);
  if (other !== undefined && other.code !== code)
    throw raise(vm, 'TypeError', 'bad argument type for built-in operation');
  const added = [...(other?.items ?? [])];
  const { start, step, count } = slice;
  if (step === 1) {
    spliceArray(vm, ref, start, count, added);
    return;
  }
  if (other !== undefined && added.length !== count)
    throw raise(vm, 'ValueError', `attempt to assign array of size ${added.length} to extended slice of size ${count}`);
  const places = Array.from({ length: count }, (_, i) => start + i * step);
  const whole =
    other === undefined
      ? items.filter((_, i) => !places.includes(i))
      : items.map((v, i) => (places.includes(i) ? (added[places.indexOf(i)] as Value) : v));
  spliceArray(vm, ref, 0, items.length, whole);
}

const subscript =
  (what: string): Builtin =>
  (vm, [self, key, value]) =>
    replay(vm, SUBSCRIPT, [self, key, value], { what });

const add: Builtin = (vm, [self, v]) => {
  const { code, items } = arrayOf(vm, self);
  const other = asArray(vm, v);
  if (other === undefined)
    throw raise(vm, 'TypeError', `can only append array (not "${typeName(vm, v as Value)}") to array`);
  if (other.code !== code) throw raise(vm, 'TypeError', 'bad argument type for built-in operation');
  return newArray(vm, code, [...items, ...other.items]);
};

const addInPlace: Builtin = (vm, [self, v]) => {
  const { ref, code, items } = arrayOf(vm, self);
  const other = asArray(vm, v);
  if (other === undefined)
    throw raise(vm, 'TypeError', `can only extend array with array (not "${typeName(vm, v as Value)}")`);
  if (other.code !== code) throw raise(vm, 'TypeError', 'can only extend with array of same kind');
  spliceArray(vm, ref, items.length, 0, [...other.items]);
  return ref;
};

/** Inputs: array, times. Vars: inplace. */
const REPEAT: Algorithm = {
  name: 'array_repeat',
  run: (vm, [self, times], vars, ask) => {
    const { ref, code, items } = arrayOf(vm, self);
    const text = `can't multiply sequence by non-int of type '${typeName(vm, times as Value)}'`;
    const n = Math.max(0, indexAsking(vm, times as Value, ask, text));
    const all = Array.from({ length: n }, () => items).flat();
    if (vars['inplace'] !== true) return newArray(vm, code, all);
    spliceArray(vm, ref, 0, items.length, all);
    return ref;
  },
};

const repeat =
  (inplace: boolean): Builtin =>
  (vm, args) =>
    replay(vm, REPEAT, args, { inplace });

/** Inputs: both sides. Vars: op. */
const COMPARE: Algorithm = {
  name: 'array_compare',
  run: (vm, [a, b], vars, ask) => {
    const [x, y] = [asArray(vm, a)?.items, asArray(vm, b)?.items];
    if (x === undefined || y === undefined) return NotImplemented;
    const op = vars['op'] as CompareOperator;
    const equality = op === '==' || op === '!=';
    if (x.length !== y.length && equality) return op === '!=';
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      const [left, right] = [x[i] as Value, y[i] as Value];
      if (equalAsking(vm, left, right, ask)) continue;
      return equality ? op === '!=' : compareAsking(vm, op, left, right, ask);
    }
    return compareAsking(vm, op, x.length, y.length, ask);
  },
};

export const ARRAY_SEQUENCE: BuiltinTable = {
  [`${ARRAY}.__getitem__`]: subscript('get'),
  [`${ARRAY}.__setitem__`]: subscript('set'),
  [`${ARRAY}.__delitem__`]: subscript('delete'),
  [`${ARRAY}.__add__`]: add,
  [`${ARRAY}.__iadd__`]: addInPlace,
  [`${ARRAY}.__mul__`]: repeat(false),
  [`${ARRAY}.__rmul__`]: repeat(false),
  [`${ARRAY}.__imul__`]: repeat(true),
  ...Object.fromEntries(
    Object.entries(COMPARE_METHODS).map(([op, name]): [string, Builtin] => [
      `${ARRAY}.${name}`,
      (vm, args) => replay(vm, COMPARE, args, { op }),
    ]),
  ),
};
export const ARRAY_SEQUENCE_ALGORITHMS: readonly Algorithm[] = [ARRAY_ITEM, SUBSCRIPT, REPEAT, COMPARE];
