/**
 * `__annotations__` of functions, classes and modules: kept as a tuple or a dict until 3.13, asked of `__annotate__` since (PEP 649; Objects/funcobject.c, Objects/typeobject.c).
 * @module
 */

import type { ModuleData } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { dictDeleteName, dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, Ref, type Slot, type Value } from '../value.ts';
import { isCallable } from './functions.ts';

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

function annotateTold(vm: Operations, owner: Ref, type: string): string {
  const told =
    vm.read(owner).kind === 'module'
      ? ROWS[vm.version].moduleAnnotateTold
      : '__annotate__() must return a dict, not %T';
  return told.replace('%T', type);
}

/** `module_get_annotations`: its dict keeps them. */
const moduleAnnotations: Builtin = (vm, [self]) => {
  const { dict } = moduleData(vm, self);
  const own = dictGetName(vm, dict, '__annotations__');
  if (own !== undefined) return own;
  const annotate = ROWS[vm.version].lazyAnnotations ? (dictGetName(vm, dict, '__annotate__') ?? null) : null;
  if (annotate !== null && isCallable(vm, annotate)) return vm.native('annotations.ask', [self, annotate]);
  const made = newDict(vm);
  keep(vm, self as Ref, made);
  return made;
};

const moduleData = (vm: Operations, self: Slot): Readonly<ModuleData> => {
  const data = asKind(vm, self, 'module');
  if (data === undefined) throw new ModelError('annotations of a module were asked of something else');
  return data;
};

/** `module_set_annotations`; once they are set nothing is asked for them. */
const setModuleAnnotations: Builtin = (vm, [self, value]) => {
  const { dict } = moduleData(vm, self);
  if (value !== undefined) dictSetName(vm, dict, '__annotations__', value);
  else if (!dictDeleteName(vm, dict, '__annotations__')) throw raise(vm, 'AttributeError', '__annotations__');
  if (ROWS[vm.version].lazyAnnotations) dictDeleteName(vm, dict, '__annotate__');
  return null;
};

/** `module_get_annotate`. */
const moduleAnnotate: Builtin = (vm, [self]) => {
  const { dict } = moduleData(vm, self);
  const own = dictGetName(vm, dict, '__annotate__');
  if (own === undefined) dictSetName(vm, dict, '__annotate__', null);
  return own ?? null;
};

/** `module_set_annotate`. */
const setModuleAnnotate: Builtin = (vm, [self, value]) => {
  if (value === undefined) throw raise(vm, 'TypeError', 'cannot delete __annotate__ attribute');
  if (value !== null && !isCallable(vm, value)) throw raise(vm, 'TypeError', '__annotate__ must be callable or None');
  const { dict } = moduleData(vm, self);
  dictSetName(vm, dict, '__annotate__', value);
  if (value !== null) dictDeleteName(vm, dict, '__annotations__');
  return null;
};

/** Slots: the function, class or module, what computes its annotations. */
const ASK: Native = {
  start: (vm, { slots }) => wait(vm.call(slots[1] as Value, [VALUE]), 'answered'),
  phases: {
    answered: (vm, { slots }, value) => {
      const answer = given(value);
      if (!(answer instanceof Ref) || asKind(vm, answer, 'dict') === undefined)
        throw raise(vm, 'TypeError', annotateTold(vm, slots[0] as Ref, typeName(vm, answer)));
      keep(vm, slots[0] as Ref, answer);
      return { done: answer };
    },
  },
};

function keep(vm: Operations, owner: Ref, dict: Ref): void {
  const data = vm.read(owner);
  if (data.kind === 'function') vm.setRef(owner, 'function', 'annotated', dict);
  // A module whose body still runs may get more of them.
  else if (data.kind === 'module' && data.initializing && ROWS[vm.version].lazyAnnotations) return;
  else if (data.kind === 'module') dictSetName(vm, data.dict, '__annotations__', dict);
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
  'module.__annotations__': moduleAnnotations,
  'module.__annotations__=': setModuleAnnotations,
  'module.__annotate__': moduleAnnotate,
  'module.__annotate__=': setModuleAnnotate,
};
export const ANNOTATION_NATIVES: NativeTable = { 'annotations.ask': ASK };
