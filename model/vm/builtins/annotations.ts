/**
 * `__annotations__` of functions and classes: kept as a tuple or a dict until 3.13, asked of `__annotate__` since (PEP 649; Objects/funcobject.c, Objects/typeobject.c).
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { Ref, type Value } from '../value.ts';

/** `annotationlib.Format.VALUE`. */
const VALUE = 1;
/** Where a class keeps what `__annotate__` gave. */
const CACHE = '__annotations_cache__';

const functionAnnotations: Builtin = (vm, [self]) => {
  const func = self as Ref;
  const data = asKind(vm, func, 'function');
  const kept = data?.annotations ?? null;
  if (!ROWS[vm.version].lazyAnnotations) {
    if (kept !== null && asKind(vm, kept, 'dict') !== undefined) return kept;
    const dict = newDict(vm);
    const pairs = asKind(vm, kept, 'tuple')?.items ?? [];
    for (let i = 0; i + 1 < pairs.length; i += 2) dictSetName(vm, dict, pairs[i] as string, pairs[i + 1] as Value);
    vm.setRef(func, 'function', 'annotations', dict);
    return dict;
  }
  if (data?.annotated !== undefined && data.annotated !== null) return data.annotated;
  if (kept !== null) return vm.native('annotations.ask', [func, kept]);
  const dict = newDict(vm);
  vm.setRef(func, 'function', 'annotated', dict);
  return dict;
};

const typeAnnotations: Builtin = (vm, [self]) => {
  const { dict } = typeData(vm, self as Ref);
  const own = dictGetName(vm, dict, '__annotations__') ?? dictGetName(vm, dict, CACHE);
  if (own !== undefined) return own;
  const annotate = ROWS[vm.version].lazyAnnotations ? (dictGetName(vm, dict, '__annotate_func__') ?? null) : null;
  if (annotate !== null) return vm.native('annotations.ask', [self, annotate]);
  const made = newDict(vm);
  dictSetName(vm, dict, ROWS[vm.version].lazyAnnotations ? CACHE : '__annotations__', made);
  return made;
};

/** Slots: the function or class, what computes its annotations. */
const ASK: Native = {
  start: (vm, { slots }) => wait(vm.call(slots[1] as Value, [VALUE]), 'answered'),
  phases: {
    answered: (vm, { slots }, value) => {
      const answer = given(value);
      if (!(answer instanceof Ref) || asKind(vm, answer, 'dict') === undefined)
        throw raise(vm, 'TypeError', `__annotate__() must return a dict, not ${typeName(vm, answer)}`);
      keep(vm, slots[0] as Ref, answer);
      return { done: answer };
    },
  },
};

function keep(vm: Operations, owner: Ref, dict: Ref): void {
  if (vm.read(owner).kind === 'function') vm.setRef(owner, 'function', 'annotated', dict);
  else dictSetName(vm, typeData(vm, owner).dict, CACHE, dict);
}

/** `type_get_doc`: a descriptor in its place is asked. */
const typeDoc: Builtin = (vm, [self]) => {
  const doc = dictGetName(vm, typeData(vm, self as Ref).dict, '__doc__') ?? null;
  const get = doc instanceof Ref && vm.read(doc).cls.id > 0 ? lookupSpecial(vm, doc, '__get__') : undefined;
  return get === undefined ? doc : vm.call(...bindSpecial(vm, get, doc, [null, self as Value]));
};

export const ANNOTATION_BUILTINS: BuiltinTable = {
  'type.__doc__': typeDoc,
  'function.__annotations__': functionAnnotations,
  'type.__annotations__': typeAnnotations,
};
export const ANNOTATION_NATIVES: NativeTable = { 'annotations.ask': ASK };
