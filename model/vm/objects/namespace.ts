/**
 * `types.SimpleNamespace` (Objects/namespaceobject.c).
 * @module
 */

import type { BuiltinTable, Operations } from '../operations.ts';
import { compareContents } from '../protocol/compare-contents.ts';
import { dictEntries, dictSetName, newDict } from '../protocol/dict-table.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Ref, Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { asKind } from './payload.ts';
import { NotImplemented, TYPES, typeName } from './types.ts';

/** Inputs: both sides. Vars: negate. */
const EQUAL: Algorithm = {
  name: 'namespace_equal',
  run: (vm, [a, b], vars, ask) => {
    const [left, right] = [asKind(vm, a, 'record'), asKind(vm, b, 'record')];
    if (left?.type !== 'SimpleNamespace' || right?.type !== 'SimpleNamespace') return NotImplemented;
    const result = compareContents(vm, '==', left.attrs ?? newDict(vm), right.attrs ?? newDict(vm), ask);
    return vars['negate'] === true ? result !== true : result;
  },
};

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
        ? `expected at most 1 argument, got ${args.length}`
        : 'no positional arguments expected';
      throw raise(vm, 'TypeError', text);
    }
    for (const [name, value] of args.length === 0 ? [] : dictEntries(vm, args[0] as Ref)) {
      if (typeof name !== 'string')
        throw raise(vm, 'TypeError', `keywords must be strings, not '${typeName(vm, name)}'`);
      dictSetName(vm, attrs, name, value);
    }
    for (const [name, value] of keywords ?? []) dictSetName(vm, attrs, name, value);
    return null;
  },
  'SimpleNamespace.__eq__': (vm, args) => replay(vm, EQUAL, args as Value[], { negate: false }),
  'SimpleNamespace.__ne__': (vm, args) => replay(vm, EQUAL, args as Value[], { negate: true }),
};
export const NAMESPACE_ALGORITHMS: readonly Algorithm[] = [EQUAL];

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
