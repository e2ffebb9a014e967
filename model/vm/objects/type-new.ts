/**
 * `type.__new__`: the class object, then `__set_name__` of its members, then `__init_subclass__` of its parent.
 * @module
 */

import type { TypeData } from '../heap.ts';
import type { Keywords, Native, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { callerModule } from '../protocol/caller.ts';
import { toTuple } from '../protocol/collect.ts';
import { compareStrings } from '../protocol/compare.ts';
import { dictDeleteName, dictEntries, dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { lookupAfter, lookupType } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { ROWS } from '../protocol/rows.ts';
import { fullTypeName } from '../protocol/text-contents.ts';
import { Ref, type Result, type Slot, type Value } from '../value.ts';
import { argumentType } from './arguments.ts';
import { copyDict } from './dict-update.ts';
import { addNote } from './exception-methods.ts';
import { raise } from './exceptions.ts';
import {
  baseOf,
  bestBase,
  calculateMetaclass,
  inheritsDict,
  isWeak,
  newTypeData,
  ordersItself,
  slotsBelow,
} from './mro.ts';
import { inheritNew } from './new-slot.ts';
import { asKind, asStr } from './payload.ts';
import { instanceDescriptor, slotDescriptor, slotNames } from './slots.ts';
import { askOrder, setSubclass, takeOrder } from './type-mro.ts';
import { isType, TYPES, typeData, typeName, typeOf } from './types.ts';

/** `type.__new__(metaclass, name, bases, namespace, **kwargs)`. */
export function typeNew(vm: Operations, args: readonly Value[], keywords: Keywords | null): Result {
  const [metaclass, name, bases, namespace] = args as [Ref, Value, Value, Value];
  if (args.length !== 4)
    throw raise(vm, 'TypeError', `type.__new__() takes exactly 3 arguments (${args.length - 1} given)`);
  const text = asStr(vm, name);
  const found = (v: Value): string => argumentType(vm, v);
  if (text === undefined) throw raise(vm, 'TypeError', `type.__new__() argument 1 must be str, not ${found(name)}`);
  const parents = asKind(vm, bases, 'tuple');
  if (parents === undefined)
    throw raise(vm, 'TypeError', `type.__new__() argument 2 must be tuple, not ${found(bases)}`);
  if (asKind(vm, namespace, 'dict') === undefined) {
    const wanted = TEXTS[vm.version].namespaceType;
    throw raise(vm, 'TypeError', `type.__new__() argument 3 must be ${wanted}, not ${found(namespace)}`);
  }
  const entries = parents.items.some(
    (base) => !isType(vm, base) && lookupType(vm, typeOf(vm, base as Value), '__mro_entries__') !== undefined,
  );
  if (entries) throw raise(vm, 'TypeError', "type() doesn't support MRO entry resolution; use types.new_class()");
  const winner = calculateMetaclass(vm, metaclass, parents.items);
  if (winner !== metaclass) {
    const make = lookupType(vm, winner, '__new__');
    if (make !== lookupType(vm, TYPES.type, '__new__'))
      return vm.call(unwrapStatic(vm, make as Value), [winner, name, bases, namespace], keywords);
  }
  for (const base of parents.items) {
    if (!isType(vm, base)) throw raise(vm, 'TypeError', 'bases must be types');
  }
  const made = makeType(vm, winner, text, [...parents.items], namespace as Ref);
  return finish(vm, made, keywords);
}

/** The function in a static method; any other value as it is. `__new__` is looked up unbound. */
export function unwrapStatic(vm: Operations, v: Value): Value {
  const data = asKind(vm, v, 'record');
  return data?.type === 'staticmethod' ? (data.slots[0] as Value) : v;
}

function makeType(vm: Operations, metaclass: Ref, name: string, bases: Value[], namespace: Ref): Ref {
  const dict = copyDict(vm, namespace);
  if (name.includes('\0')) throw raise(vm, 'ValueError', 'type name must not contain null characters');
  const data = newTypeData(vm, metaclass, name, bases, dict, true);
  const slots = dictGetName(vm, dict, '__slots__');
  const names = slots === undefined ? [] : slotNames(vm, name, slots);
  if (!ROWS[vm.version].tuplesTakeSlots) refuseSlots(vm, data, names);
  const best = bestBase(vm, bases);
  const bestIsWeak = isWeak(vm, best);
  refuseAgain(vm, '__dict__', names, data.layout === 'type' || inheritsDict(vm, [best]));
  refuseAgain(vm, '__weakref__', names, bestIsWeak);
  if (ROWS[vm.version].tuplesTakeSlots) refuseSlots(vm, data, names);
  data.hasDict = inheritsDict(vm, bases) || slots === undefined || names.includes('__dict__');
  const added = names.filter((slot) => slot !== '__dict__' && slot !== '__weakref__').sort(compareStrings);
  for (const slot of added)
    if (!CONSUMED.has(slot) && dictGetName(vm, dict, slot) !== undefined)
      throw raise(vm, 'ValueError', `'${slot}' in __slots__ conflicts with class variable`);
  if (added.length > 0) data.ownSlots = added;
  const mayBeWeak = !bestIsWeak && !ITEMS.has(data.layout);
  const inheritsWeak = mayBeWeak && (slots === undefined || bases.some((base) => isWeak(vm, base as Ref)));
  if (bestIsWeak || inheritsWeak || names.includes('__weakref__')) data.weak = true;
  setDefaults(vm, data, dict);
  const cells = takeCells(vm, dict);
  if (ordersItself(vm, metaclass)) data.unready = true;
  const type = vm.alloc(data);
  const [classCell, dictCell] = cells;
  if (classCell instanceof Ref) vm.setRef(classCell, 'cell', 'value', type);
  if (dictCell instanceof Ref) vm.setRef(dictCell, 'cell', 'value', dict);
  if (ROWS[vm.version].sharesInstanceDescriptors) addInstanceDescriptors(vm, type);
  if (data.unready === true) return type;
  vm.splice(type, 'mro', 0, 0, [type]);
  complete(vm, type);
  return type;
}

/** `type_ready` behind the order of a class: its descriptors, and what it inherits. */
function complete(vm: Operations, type: Ref): void {
  const { dict, ownSlots = [], bases } = typeData(vm, type);
  const below = slotsBelow(vm, baseOf(vm, type));
  ownSlots.forEach((name, i) => {
    setDefault(vm, dict, name, () => slotDescriptor(vm, name, type, below + i));
  });
  addInstanceDescriptors(vm, type);
  setDefault(vm, dict, '__doc__', () => null);
  if (dictGetName(vm, dict, '__eq__') !== undefined) setDefault(vm, dict, '__hash__', () => null);
  if (dictGetName(vm, dict, '__del__') !== undefined) vm.setPlain(type, 'type', 'hasDel', true);
  inheritNew(vm, type);
  setSubclass(vm, bases, type, true);
}

/** `__dict__` and `__weakref__`; where all classes have the same two, they come before the order. */
function addInstanceDescriptors(vm: Operations, type: Ref): void {
  const { dict, layout, hasDict } = typeData(vm, type);
  const base = baseOf(vm, type) ?? TYPES.object;
  const add = (name: '__dict__' | '__weakref__') =>
    setDefault(vm, dict, name, () => instanceDescriptor(vm, name, type));
  if (hasDict && !inheritsDict(vm, [base]) && layout !== 'type') add('__dict__');
  if (isWeak(vm, type) && !isWeak(vm, base)) add('__weakref__');
}

function setDefault(vm: Operations, dict: Ref, name: string, value: () => Value): void {
  if (dictGetName(vm, dict, name) === undefined) dictSetName(vm, dict, name, value());
}

/** `type_new_set_classcell`, `type_new_set_classdictcell`: the cells for the class and its dict, which the namespace brought. */
function takeCells(vm: Operations, dict: Ref): Slot[] {
  return ['__classcell__', '__classdictcell__'].map((key) => {
    const cell = dictGetName(vm, dict, key);
    if (cell === undefined) return cell;
    if (asKind(vm, cell, 'cell') === undefined) {
      const type = `<class '${fullTypeName(vm, typeOf(vm, cell))}'>`;
      throw raise(vm, 'TypeError', `${key} must be a nonlocal cell, not ${type}`);
    }
    dictDeleteName(vm, dict, key);
    return cell;
  });
}

/** Entries of the namespace that the making of the class takes out: slots may have their names. */
const CONSUMED: ReadonlySet<string> = new Set(['__qualname__', '__classcell__', '__classdictcell__']);

/** Builtin types whose instances have items behind their fields (`tp_itemsize`), by layout. */
const ITEMS: ReadonlySet<string> = new Set(['int', 'bytes', 'tuple', 'type']);

function refuseAgain(vm: Operations, name: string, names: readonly string[], has: boolean): void {
  if (has && names.includes(name)) throw raise(vm, 'TypeError', `${name} slot disallowed: we already got one`);
}

/** Items behind the fields leave no fixed place for slots; since 3.15 a tuple's stand behind the items. */
function refuseSlots(vm: Operations, { layout, bases }: TypeData, names: readonly string[]): void {
  const late = ROWS[vm.version].tuplesTakeSlots;
  if (!ITEMS.has(layout) || (late && layout === 'tuple')) return;
  if (!names.some((name) => !late || (name !== '__dict__' && name !== '__weakref__'))) return;
  const owner = bases.find((base) => typeData(vm, base as Ref).layout === layout) as Ref;
  const text = `${TEXTS[vm.version].slotsKind} __slots__ not supported for subtype of '${typeData(vm, owner).name}'`;
  throw raise(vm, 'TypeError', text);
}

/** `type_new_set_attrs`: module, qualified name, implicit static and class methods. */
function setDefaults(vm: Operations, data: { qualname: string }, dict: Ref): void {
  if (dictGetName(vm, dict, '__module__') === undefined) {
    const module = callerModule(vm);
    if (module !== undefined) dictSetName(vm, dict, '__module__', module);
  }
  const qualname = dictGetName(vm, dict, '__qualname__');
  if (qualname !== undefined) {
    const text = asStr(vm, qualname);
    if (text === undefined)
      throw raise(vm, 'TypeError', `type __qualname__ must be a str, not ${typeName(vm, qualname)}`);
    data.qualname = text;
    dictDeleteName(vm, dict, '__qualname__');
  }
  const wrap = (name: string, type: 'staticmethod' | 'classmethod'): void => {
    const func = dictGetName(vm, dict, name);
    if (func === undefined || asKind(vm, func, 'function') === undefined) return;
    dictSetName(
      vm,
      dict,
      name,
      vm.alloc({ kind: 'record', cls: TYPES[type], type, slots: [func], numbers: [], attrs: null }),
    );
  };
  wrap('__new__', 'staticmethod');
  wrap('__init_subclass__', 'classmethod');
  wrap('__class_getitem__', 'classmethod');
}

/** Members whose types have `__set_name__`, flat: callable, value, name … */
function setNameCalls(vm: Operations, type: Ref): Value[] {
  return dictEntries(vm, typeData(vm, type).dict).flatMap(([name, value]) => {
    const method = lookupType(vm, typeOf(vm, value), '__set_name__');
    return method === undefined ? [] : [method, value, name];
  });
}

function finish(vm: Operations, type: Ref, keywords: Keywords | null): Result {
  const kwargs = newDict(vm);
  for (const [key, value] of keywords ?? []) dictSetName(vm, kwargs, key, value);
  if (typeData(vm, type).unready === true) return vm.native('type_new', [type, kwargs, null], { next: 3, order: true });
  const calls = setNameCalls(vm, type);
  const parent = initSubclass(vm, type);
  const builtin = parent === objectsInitSubclass(vm);
  if (builtin && calls.length === 0) {
    refuseKeywords(vm, type, keywords);
    return type;
  }
  return vm.native('type_new', [type, kwargs, parent, ...calls], { next: 3 });
}

const objectsInitSubclass = (vm: Operations): Value =>
  dictGetName(vm, typeData(vm, TYPES.object).dict, '__init_subclass__') as Value;

/** `super(cls, cls).__init_subclass__`: the parent's; where the order of the class has none, that of the super object itself. */
function initSubclass(vm: Operations, type: Ref): Value {
  const { mro, name } = typeData(vm, type);
  if (!mro.includes(type)) throw raise(vm, 'TypeError', TEXTS[vm.version].superObject(name, `type ${name}`));
  return lookupAfter(vm, type, type, '__init_subclass__') ?? objectsInitSubclass(vm);
}

function refuseKeywords(vm: Operations, type: Ref, keywords: Keywords | null): void {
  if (keywords !== null && keywords.size > 0) {
    throw raise(vm, 'TypeError', `${typeData(vm, type).qualname}.__init_subclass__() takes no keyword arguments`);
  }
}

/** Slots: type, keyword arguments, the parent's `__init_subclass__`, then callable, value, name of each `__set_name__`. Vars: next of these. */
export const TYPE_NEW: Native = {
  start(vm, self) {
    if (self.vars['order'] !== true) return named(vm, self);
    return wait(askOrder(vm, self.slots[0] as Ref), 'ordered');
  },
  phases: {
    ordered: (vm, _self, value) => wait(toTuple(vm, given(value)), 'listed'),
    listed(vm, self, value) {
      const type = self.slots[0] as Ref;
      // Who gave the class bases meanwhile gave it an order too.
      takeOrder(vm, type, given(value), 0);
      complete(vm, type);
      vm.setPlain(type, 'type', 'unready', false);
      vm.typesChanged();
      // The parent's `__init_subclass__` is found along the order that the metaclass gave.
      vm.splice(self.ref, 'slots', 2, 1, [initSubclass(vm, type), ...setNameCalls(vm, type)]);
      return named(vm, self);
    },
    named,
    initialised: (_vm, self) => ({ done: self.slots[0] as Value }),
  },
  caught(vm, self, exception, phase) {
    if (phase === 'named') noteSetName(vm, self, exception);
    return undefined;
  },
};

function named(vm: Operations, self: NativeSelf): NativeStep {
  const next = Number(self.vars['next']);
  const [type, kwargs, parent] = self.slots as [Ref, Ref, Value];
  const method = self.slots[next];
  if (method !== undefined) {
    self.setVars({ ...self.vars, next: next + 3 });
    const [value, name] = [self.slots[next + 1] as Value, self.slots[next + 2] as Value];
    return wait(vm.call(...bindSpecial(vm, method, value, [type, name])), 'named');
  }
  const keywords = new Map(dictEntries(vm, kwargs) as [string, Value][]);
  const wrapped = asKind(vm, parent, 'record');
  const func = wrapped?.type === 'classmethod' ? (wrapped.slots[0] as Value) : undefined;
  if (func === undefined && parent === objectsInitSubclass(vm)) {
    refuseKeywords(vm, type, keywords);
    return { done: type };
  }
  const isBuiltin = asKind(vm, parent, 'builtin')?.cls === TYPES.classmethod_descriptor;
  const args = func === undefined && !isBuiltin ? [] : [type];
  return wait(vm.call(func ?? parent, args, keywords), 'initialised');
}

/** The note that CPython adds to an exception from `__set_name__`. */
function noteSetName(vm: Operations, self: NativeSelf, exception: Ref): void {
  const at = Number(self.vars['next']) - 3;
  const [value, name] = [self.slots[at + 1] as Value, self.slots[at + 2] as string];
  const note = `Error calling __set_name__ on '${typeName(vm, value)}' instance '${name}' in '${typeData(vm, self.slots[0] as Ref).name}'`;
  addNote(vm, exception, note);
}
