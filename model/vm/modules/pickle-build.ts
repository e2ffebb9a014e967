/**
 * What an unpickler finds, makes and fills by calls (Modules/_pickle.c): globals, instances, their state, containers that are no plain ones.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple, tupleItems } from '../objects/tuple.ts';
import { isType } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callMethod, getAttr, getOptionalAttr, setAttr } from '../protocol/attributes.ts';
import { dictEntries, dictFind, newDict } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { repr } from '../protocol/text.ts';
import { EXHAUSTED, type Ref, type Value } from '../value.ts';
import { recordData } from './extension.ts';
import { renamed } from './pickle-global.ts';
import { unpicklingError } from './pickle-read.ts';
import { EXTENDED, pickleState } from './pickle-save.ts';
import { FIX_IMPORTS, PROTOCOL } from './pickle-stack.ts';

/** `Unpickler.find_class`. Slots: unpickler, module, name, what was found so far. Vars: names done. */
const FIND_CLASS: Native = {
  start(vm, self) {
    const { numbers } = recordData(vm, self.slots[0]);
    const [module, name] = [asStr(vm, self.slots[1]) ?? '', asStr(vm, self.slots[2]) ?? ''];
    const old = (numbers[PROTOCOL] ?? 0) < 3 && numbers[FIX_IMPORTS] === 1;
    const [there, named] = old ? renamed(vm, module, name, '') : [module, name];
    self.setVars({
      module: there,
      path: named,
      at: 0,
      dotted: !ROWS[vm.version].picklesTellMore || ((numbers[PROTOCOL] ?? 0) >= 4 && named.includes('.')),
    });
    if (vm.module(there) !== null) return step(vm, self, vm.module(there) as Ref);
    return wait(vm.native('import', [null], { name: there, at: 0, relative: false, from: 0 }), 'imported');
  },
  phases: {
    imported: (vm, self) => step(vm, self, vm.module(String(self.vars['module'])) as Ref),
    found(vm, self, value) {
      if (value !== EXHAUSTED) return step(vm, self, value);
      return wait(repr(vm, vm.module(String(self.vars['module'])) as Ref), 'shown');
    },
    shown(vm, self, value) {
      const [path, module] = [String(self.vars['path']), asStr(vm, given(value))];
      const now = `Can't resolve path '${path}' on module ${module}`;
      throw raise(
        vm,
        'AttributeError',
        ROWS[vm.version].picklesTellMore ? now : `Can't get attribute '${path}' on ${module}`,
      );
    },
    got: (_vm, _self, value) => ({ done: given(value) }),
  },
};

function step(vm: Operations, self: NativeSelf, at: Value): NativeStep {
  const { path, at: done, dotted } = self.vars;
  if (dotted !== true) return wait(getAttr(vm, at, String(path)), 'got');
  const name = String(path).split('.')[Number(done)];
  if (name === undefined) return { done: at };
  self.setVars({ ...self.vars, at: Number(done) + 1 });
  return wait(getOptionalAttr(vm, at, name), 'found');
}

/** What stands under a code of `copyreg.add_extension`. Slots: unpickler. Vars: code. */
const EXTENSION: Native = {
  start(vm, { slots, vars }) {
    const table = pickleState(vm, EXTENDED) as Ref;
    const at = dictFind(vm, table, Number(vars['code'])) ?? -1;
    const both = tupleItems(vm, at < 0 ? undefined : asKind(vm, table, 'dict')?.values[at]);
    if (both.length !== 2) throw raise(vm, 'ValueError', `unregistered extension code ${Number(vars['code'])}`);
    return wait(callMethod(vm, slots[0] as Value, 'find_class', both), 'found');
  },
  phases: { found: (_vm, _self, value) => ({ done: given(value) }) },
};

/** `INST`. Slots: unpickler, module, name, arguments. */
const INSTANCE: Native = {
  start: (vm, { slots }) =>
    wait(callMethod(vm, slots[0] as Value, 'find_class', [slots[1] as Value, slots[2] as Value]), 'found'),
  phases: {
    found(vm, { slots }, value) {
      const cls = given(value);
      const args = slots.slice(3) as Value[];
      if (args.length > 0 || !isType(vm, cls)) return wait(vm.call(cls, args), 'made');
      return wait(vm.native('pickle.new', [cls, newTuple(vm, []), newDict(vm)]), 'made');
    },
    made: (_vm, _self, value) => ({ done: given(value) }),
  },
};

/** `load_build`. Slots: object, state. Vars: at: entries done. */
const BUILD: Native = {
  start: (vm, { slots }) => wait(getOptionalAttr(vm, slots[0] as Value, '__setstate__'), 'found'),
  phases: {
    found(vm, self, value) {
      const [obj, state] = self.slots as [Value, Value];
      if (value !== EXHAUSTED) return wait(vm.call(value, [state]), 'done');
      const both = asKind(vm, state, 'tuple')?.items;
      const [own, slots] = both?.length === 2 ? (both as [Value, Value]) : [state, null];
      vm.splice(self.ref, 'slots', 1, 1, [own, slots]);
      if (own === null) return slotState(vm, self, 0);
      if (asKind(vm, own, 'dict') === undefined) throw unpicklingError(vm, 'state is not a dictionary');
      return wait(getAttr(vm, obj, '__dict__'), 'dict');
    },
    dict(vm, self, value) {
      const entries = dictEntries(vm, self.slots[1] as Ref).flat();
      return wait(vm.native('pickle.set_items', [given(value), ...entries], { at: 1 }), 'filled');
    },
    filled: (vm, self) => slotState(vm, self, 0),
    slot: (vm, self) => slotState(vm, self, Number(self.vars['at'])),
    done: () => ({ done: null }),
  },
};

function slotState(vm: Operations, self: NativeSelf, at: number): NativeStep {
  const [obj, , slots] = self.slots as [Value, Value, Value];
  if (slots === null) return { done: null };
  if (asKind(vm, slots, 'dict') === undefined) throw unpicklingError(vm, 'slot state is not a dictionary');
  const entry = dictEntries(vm, slots as Ref)[at];
  if (entry === undefined) return { done: null };
  self.setVars({ ...self.vars, at: at + 1 });
  return wait(setAttr(vm, obj, String(entry[0]), entry[1]), 'slot');
}

/** `do_append` of what is no plain list: by `extend`, or one `append` for each. Slots: object, list. */
const EXTEND: Native = {
  start: (vm, { slots }) => wait(getOptionalAttr(vm, slots[0] as Value, 'extend'), 'found'),
  phases: {
    found(vm, { slots }, value) {
      if (value !== EXHAUSTED) return wait(vm.call(value, [slots[1] as Value]), 'done');
      return wait(vm.native('pickle.call_each', [slots[0], slots[1]], { at: 0, method: 'append' }), 'done');
    },
    done: () => ({ done: null }),
  },
};

/** Calls a method for each. Slots: object, list, the method. Vars: at, method. */
const CALL_EACH: Native = {
  start: (vm, { slots, vars }) => wait(getAttr(vm, slots[0] as Value, String(vars['method'])), 'found'),
  phases: {
    found(vm, self, value) {
      vm.splice(self.ref, 'slots', 2, 0, [given(value)]);
      return callNext(vm, self);
    },
    called: (vm, self) => callNext(vm, self),
  },
};

function callNext(vm: Operations, self: NativeSelf): NativeStep {
  const at = Number(self.vars['at']);
  const items = asKind(vm, self.slots[1], 'list')?.items ?? [];
  if (at === items.length) return { done: null };
  self.setVars({ ...self.vars, at: at + 1 });
  return wait(vm.call(self.slots[2] as Value, [items[at] as Value]), 'called');
}

export const PICKLE_BUILD_NATIVES: NativeTable = {
  'pickle.find_class': FIND_CLASS,
  'pickle.extension': EXTENSION,
  'pickle.instance': INSTANCE,
  'pickle.build': BUILD,
  'pickle.extend': EXTEND,
  'pickle.call_each': CALL_EACH,
};
