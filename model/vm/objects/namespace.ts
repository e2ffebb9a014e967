/**
 * `types.SimpleNamespace` (Objects/namespaceobject.c).
 * @module
 */

import type { BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { dictEntries, dictSetName, newDict } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, Ref, type Value } from '../value.ts';
import { exactly } from './arguments.ts';
import { storeKeywords } from './dict-update.ts';
import { raise } from './exceptions.ts';
import { asKind, asStr } from './payload.ts';
import { TYPES, typeOf } from './types.ts';

export const NAMESPACE_BUILTINS: BuiltinTable = {
  'SimpleNamespace.__new__': (vm, [cls]) =>
    vm.alloc({
      kind: 'record',
      cls: cls as Ref,
      type: 'SimpleNamespace',
      slots: [],
      numbers: [],
      attrs: newDict(vm),
    }),
  'SimpleNamespace.__init__': (vm, [self, ...args], keywords) => {
    const attrs = asKind(vm, self, 'record')?.attrs as Ref;
    const { namespaceOfMapping } = ROWS[vm.version];
    if (args.length > (namespaceOfMapping ? 1 : 0)) {
      const text = namespaceOfMapping
        ? `SimpleNamespace expected at most 1 argument, got ${args.length}`
        : 'no positional arguments expected';
      throw raise(vm, 'TypeError', text);
    }
    const given = newDict(vm);
    storeKeywords(vm, given, keywords);
    if (args.length > 0) return vm.native('namespace_init', [attrs, args[0] as Value, given]);
    addAll(vm, attrs, given);
    return null;
  },
  'SimpleNamespace.__replace__': (vm, [self, ...args], keywords) => {
    exactly(vm, 'SimpleNamespace.__replace__', args, 0);
    return vm.native('namespace_replace', [self, ...callSlots([], keywords)], callVars([], keywords));
  },
};

function addAll(vm: Operations, attrs: Ref, from: Ref): void {
  for (const [name, value] of dictEntries(vm, from)) dictSetName(vm, attrs, name as string, value);
}

/** What a mapping, or pairs, and keywords have become attributes. Slots: attributes, source, keywords. */
const INIT: Native = {
  start: (vm, { slots }) => wait(vm.call(TYPES.dict, [slots[1] as Value]), 'gathered'),
  phases: {
    gathered: (vm, { slots }, value) => {
      const [attrs, , keywords] = slots as readonly [Ref, Value, Ref];
      const odd = dictEntries(vm, given(value) as Ref).find(([name]) => asStr(vm, name) === undefined);
      if (odd !== undefined) throw raise(vm, 'TypeError', 'keywords must be strings');
      addAll(vm, attrs, given(value) as Ref);
      addAll(vm, attrs, keywords);
      return { done: null };
    },
  },
};

/** A new one of its class, with its attributes, then those given. Slots: namespace, the keywords' values. */
const REPLACE: Native = {
  start: (vm, { slots }) => wait(vm.call(typeOf(vm, slots[0] as Value), []), 'made'),
  phases: {
    made: (vm, self, value) => {
      const [old, made] = [asKind(vm, self.slots[0], 'record')?.attrs, asKind(vm, given(value), 'record')?.attrs];
      if (!(made instanceof Ref)) throw new ModelError('a namespace that is none');
      if (old instanceof Ref) addAll(vm, made, old);
      storeKeywords(vm, made, callOf(self, 1).keywords);
      return { done: given(value) };
    },
  },
};
export const NAMESPACE_NATIVES: NativeTable = { namespace_init: INIT, namespace_replace: REPLACE };

/** A new `types.SimpleNamespace`. */
export function newNamespace(vm: Operations, entries: readonly (readonly [string, Value])[]): Ref {
  const attrs = newDict(vm);
  for (const [name, value] of entries) dictSetName(vm, attrs, name, value);
  return vm.alloc({
    kind: 'record',
    cls: TYPES.SimpleNamespace,
    type: 'SimpleNamespace',
    slots: [],
    numbers: [],
    attrs,
  });
}
