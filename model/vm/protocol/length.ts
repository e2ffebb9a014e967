/**
 * `len`.
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Result, type Value } from '../value.ts';
import { bindSpecial } from './bind-special.ts';
import { lengthResult } from './compare.ts';
import { isStaticBuiltin, lookupType, override } from './lookup.ts';
import { rangeSize } from './range-items.ts';
import { type Algorithm, replay } from './replay.ts';
import { characters } from './slices.ts';

/** The length of a builtin container; undefined for what has none. */
export function builtinLength(vm: Operations, v: Value): number | undefined {
  if (typeof v === 'string') return characters(v).length;
  if (!(v instanceof Ref)) return undefined;
  const data = vm.read(v);
  switch (data.kind) {
    case 'list':
    case 'tuple':
      return data.items.length;
    case 'dict':
      return data.live;
    case 'set':
      return data.used;
    case 'bytes':
      return data.bytes.length;
    case 'range':
      return rangeSize(vm, data);
    case 'instance':
      return typeof data.payload === 'string' ? characters(data.payload).length : undefined;
    case 'record':
      return /^(dict_(keys|values|items)|mappingproxy)$/.test(data.type)
        ? builtinLength(vm, data.slots[0] as Value)
        : undefined;
    default:
      return undefined;
  }
}

/** `len(v)`, Python's `__len__` asked for. */
export const LENGTH: Algorithm = {
  name: 'length',
  run: (vm, inputs, _vars, ask) => {
    const v = inputs[0] as Value;
    const method = override(vm, v, '__len__');
    if (method !== undefined) return lengthResult(vm, ask(...bindSpecial(vm, method, v, [])));
    const length = builtinLength(vm, v);
    if (length !== undefined) return length;
    const found = lookupType(vm, typeOf(vm, v), '__len__');
    if (found !== undefined && isStaticBuiltin(found)) return ask(found as Value, [v]);
    throw raise(vm, 'TypeError', `object of type '${typeName(vm, v)}' has no len()`);
  },
};

/** `len(v)`. */
export function length(vm: Operations, v: Value): Result {
  if (v instanceof Ref) {
    const data = vm.read(v);
    if ((data.kind === 'list' || data.kind === 'tuple') && data.cls.id < 0) return data.items.length;
    if (data.kind === 'dict' && data.cls.id < 0) return data.live;
  }
  return replay(vm, LENGTH, [v]);
}
