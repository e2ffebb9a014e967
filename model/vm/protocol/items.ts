/**
 * Subscripts: `getItem`, `setItem`, `delItem` (`PyObject_GetItem` and its kin), builtin containers first.
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { asInt } from '../objects/payload.ts';
import { isExtension, TYPES, typeData, typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PENDING, type PyRaise, Ref, type Result, type Value } from '../value.ts';
import { bindSpecial } from './bind-special.ts';
import { dictData, dictDelete, dictFind, dictOperation, dictSet } from './dict-table.ts';
import { GET_ITEM, setInSequence } from './item-contents.ts';
import { isStaticBuiltin, lookupType, override } from './lookup.ts';
import { replay } from './replay.ts';
import { isIndex } from './slices.ts';

/** `container[key]`. */
export function getItem(vm: Operations, container: Value, key: Value): Result {
  if (container instanceof Ref) {
    const data = vm.read(container);
    if (data.cls.id < 0 && !isExtension(data.cls)) {
      if (data.kind === 'list' || data.kind === 'tuple') {
        if (typeof key === 'number') {
          const item = data.items[key < 0 ? key + data.items.length : key];
          if (item !== undefined) return item;
          throw raise(vm, 'IndexError', `${data.kind} index out of range`);
        }
      } else if (data.kind === 'dict') return dictOperation(vm, 'get', container, key);
    } else {
      const method = override(vm, container, '__getitem__');
      if (method !== undefined) return vm.call(...bindSpecial(vm, method, container, [key]));
      if (data.kind === 'dict') return getOrMissing(vm, container, key);
    }
    if (data.kind === 'type') return classItem(vm, container, key);
    if (data.kind === 'record' && data.type === 'mappingproxy') return getItem(vm, data.slots[0] as Value, key);
    if (data.kind === 'record' || data.kind === 'module') {
      const found = lookupType(vm, data.cls, '__getitem__');
      if (found !== undefined) return vm.call(found, [container, key]);
    }
  }
  return replay(vm, GET_ITEM, [container, key]);
}

/** A dict subclass without its own `__getitem__`: `__missing__` for an absent key. */
function getOrMissing(vm: Operations, dict: Ref, key: Value): Result {
  const missing = override(vm, dict, '__missing__');
  const at = dictFind(vm, dict, key);
  if (at === undefined) return vm.native('dict_missing', [dict, key]);
  if (at >= 0) return dictData(vm, dict).values[at] as Value;
  if (missing !== undefined) return vm.call(...bindSpecial(vm, missing, dict, [key]));
  const own = lookupType(vm, typeOf(vm, dict), '__missing__');
  if (own !== undefined) return vm.call(own, [dict, key]);
  throw raise(vm, 'KeyError', [key]);
}

/** `C[key]`: a metaclass's `__getitem__` has been tried; then `__class_getitem__`. */
function classItem(vm: Operations, cls: Ref, key: Value): Result {
  if (cls === TYPES.type) return classGetItem(vm, [cls, key], null);
  const data = vm.read(cls);
  const found = lookupType(vm, cls, '__class_getitem__');
  if (found !== undefined && data.kind === 'type') {
    if (isStaticBuiltin(found)) return vm.call(found, [cls, key]);
    if (found === null) throw unsubscriptable(vm, cls);
    return vm.call(...bindClass(vm, found, cls, key));
  }
  throw unsubscriptable(vm, cls);
}

function unsubscriptable(vm: Operations, cls: Ref): PyRaise {
  return raise(vm, 'TypeError', `type '${typeData(vm, cls).name}' is not subscriptable`);
}

function bindClass(vm: Operations, found: Value, cls: Ref, key: Value): [Value, Value[]] {
  const data = found instanceof Ref ? vm.read(found) : null;
  if (data?.kind === 'record' && (data.type === 'classmethod' || data.type === 'staticmethod')) {
    const inner = data.slots[0] as Value;
    return [inner, data.type === 'classmethod' ? [cls, key] : [key]];
  }
  if (data?.kind === 'builtin' && data.cls === TYPES.classmethod_descriptor) return [found, [cls, key]];
  return [found, [key]];
}

/** `container[key] = value`. PENDING delivers something to drop. */
export function setItem(vm: Operations, container: Value, key: Value, value: Value): Result {
  if (container instanceof Ref) {
    const data = vm.read(container);
    const method = override(vm, container, '__setitem__');
    if (method !== undefined) return vm.call(...bindSpecial(vm, method, container, [key, value]));
    if (data.kind === 'dict' && data.cls !== TYPES.frozendict) return dictSet(vm, container, key, value);
    if (data.kind === 'list' && typeof key === 'number') {
      const i = key < 0 ? key + data.items.length : key;
      if (i < 0 || i >= data.items.length) throw raise(vm, 'IndexError', 'list assignment index out of range');
      vm.setAt(container, 'items', i, value);
      return null;
    }
    const result = setInSequence(vm, container, key, value);
    if (result !== undefined) return result;
  }
  checkIndex(vm, container, key);
  throw raise(vm, 'TypeError', `'${typeName(vm, container)}' object does not support item assignment`);
}

/** `del container[key]`. PENDING delivers something to drop. */
export function delItem(vm: Operations, container: Value, key: Value): Result {
  if (container instanceof Ref) {
    const data = vm.read(container);
    const method = override(vm, container, '__delitem__');
    if (method !== undefined) return vm.call(...bindSpecial(vm, method, container, [key]));
    if (data.kind === 'dict' && data.cls !== TYPES.frozendict)
      return dictDelete(vm, container, key) === PENDING ? PENDING : null;
    const result = setInSequence(vm, container, key, undefined);
    if (result !== undefined) return result;
  }
  // PyObject_DelItem and PySequence_DelItem word it differently; the second is for an index into what has sequence slots.
  checkIndex(vm, container, key);
  const indexed = isIndex(vm, key) && hasSequenceSlots(vm, container);
  const text = indexed ? "doesn't support item deletion" : 'does not support item deletion';
  throw raise(vm, 'TypeError', `'${typeName(vm, container)}' object ${text}`);
}

/** An index into what has sequence slots is made a C integer before it is found that nothing can be stored. */
function checkIndex(vm: Operations, container: Value, key: Value): void {
  const n = asInt(vm, key);
  if (n === undefined || !hasSequenceSlots(vm, container) || (n <= vm.build.maxsize && n >= -vm.build.maxsize - 1))
    return;
  throw raise(vm, 'IndexError', `cannot fit '${typeName(vm, key)}' into an index-sized integer`);
}

/** `tp_as_sequence` is there: strings, tuples, sets and the like, and every instance of a class. */
function hasSequenceSlots(vm: Operations, v: Value): boolean {
  if (typeof v === 'string') return true;
  if (!(v instanceof Ref)) return false;
  const data = vm.read(v);
  return data.cls.id >= 0 || ['tuple', 'set', 'range', 'bytes'].includes(data.kind);
}
