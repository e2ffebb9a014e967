/**
 * The order of a class's bases as it is set (`mro_internal`, `mro_check`, `mro_hierarchy`, `type_set_bases`): a metaclass's own `mro` is asked, and may
 * run anything, an assignment to the same class's `__bases__` among it. A class that has none yet has an empty one.
 * @module
 */
import type { Native, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { toTuple } from '../protocol/collect.ts';
import { lookupType } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { qualifiedTypeName } from '../protocol/text-contents.ts';
import type { Ref, Result, Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { fitsLayout, mergeMros, ordersItself } from './mro.ts';
import { updateNew } from './new-slot.ts';
import { asKind } from './payload.ts';
import { newTuple, tupleItems } from './tuple.ts';
import { isType, typeData, typeName, typeOf } from './types.ts';

/** Asks for the order of a class: by its metaclass's own `mro`, or C3's. */
export function askOrder(vm: Operations, cls: Ref): Result {
  if (!ordersItself(vm, typeOf(vm, cls))) return newTuple(vm, [cls, ...mergeMros(vm, typeData(vm, cls).bases)]);
  const method = lookupType(vm, typeOf(vm, cls), 'mro') as Value;
  return vm.call(...bindSpecial(vm, method, cls, []));
}

/** `mro_check`. */
function checkOrder(vm: Operations, cls: Ref, order: Value): readonly Value[] {
  const items = asKind(vm, order, 'tuple')?.items ?? [];
  if (items.length === 0) throw raise(vm, 'TypeError', 'type MRO must not be empty');
  if (!ordersItself(vm, typeOf(vm, cls))) return items;
  const owner = ROWS[vm.version].returnsTellTheirOwner ? `${qualifiedTypeName(vm, cls)}.` : '';
  const odd = items.find((base) => !isType(vm, base));
  if (odd !== undefined) throw raise(vm, 'TypeError', `${owner}mro() returned a non-class ('${typeName(vm, odd)}')`);
  const foreign = items.find((base) => !fitsLayout(vm, cls, base as Ref));
  if (foreign === undefined) return items;
  const text = `${owner}mro() returned base with unsuitable layout ('${typeData(vm, foreign as Ref).name}')`;
  throw raise(vm, 'TypeError', text);
}

/** How often the order of a class was set. */
const orderVersion = (vm: Operations, cls: Ref): number => typeData(vm, cls).orders ?? 0;

/** Gives a class its order. */
function setOrder(vm: Operations, cls: Ref, order: readonly Value[]): void {
  vm.splice(cls, 'mro', 0, typeData(vm, cls).mro.length, order);
  vm.setPlain(cls, 'type', 'orders', orderVersion(vm, cls) + 1);
  vm.typesChanged();
}

/** Gives a class the order that was asked for, unless it got another since it had this one (`mro_internal`). */
export function takeOrder(vm: Operations, cls: Ref, asked: Value, version: number): boolean {
  const order = checkOrder(vm, cls, asked);
  if (orderVersion(vm, cls) !== version) return false;
  setOrder(vm, cls, order);
  return true;
}

/** Tells the bases of a class of it, or that it is gone. */
export function setSubclass(vm: Operations, bases: readonly Value[], cls: Ref, present: boolean): void {
  for (const base of bases as readonly Ref[]) {
    if (base.id < 0) continue;
    const others = (typeData(vm, base).subclasses ?? []).filter((other) => other !== cls);
    vm.setPlain(base, 'type', 'subclasses', present ? [...others, cls] : others);
  }
}

const setBases = (vm: Operations, cls: Ref, bases: readonly Value[]): void =>
  vm.splice(cls, 'bases', 0, typeData(vm, cls).bases.length, bases);

const TYPE = 0;
const NEW = 1;
const OLD = 2;
const DONE = 3;
/** What is kept of a class whose order was set: itself, the order before, the number of the order since. */
const KEPT = 3;

/** Begins with the class, whose bases the caller has checked. */
export function changeBases(vm: Operations, cls: Ref, bases: Value): Result {
  return vm.native('type.set_bases', [cls, bases, newTuple(vm, [...typeData(vm, cls).bases]), cls], { done: 0 });
}

const at = (self: NativeSelf): number => DONE + Number(self.vars['done']) * KEPT;

/** The next class: `mro_hierarchy` goes down to the subclasses that a class had when its order was set. */
function next(vm: Operations, self: NativeSelf): NativeStep {
  const cls = self.slots[at(self)] as Ref | undefined;
  if (cls === undefined) return settle(vm, self);
  self.setVars({ ...self.vars, version: orderVersion(vm, cls) });
  return wait(askOrder(vm, cls), 'asked');
}

function settle(vm: Operations, self: NativeSelf): NativeStep {
  const cls = self.slots[TYPE] as Ref;
  if (holds(vm, self)) {
    setSubclass(vm, tupleItems(vm, self.slots[OLD]), cls, false);
    setSubclass(vm, tupleItems(vm, self.slots[NEW]), cls, true);
    updateNew(vm, cls);
    vm.typesChanged();
  }
  return { done: null };
}

/** Whether the class still has the bases it was given: nothing in between gave it others. */
function holds(vm: Operations, self: NativeSelf): boolean {
  const now = typeData(vm, self.slots[TYPE] as Ref).bases;
  const wanted = tupleItems(vm, self.slots[NEW]);
  return now.length === wanted.length && now.every((base, i) => base === wanted[i]);
}

/** Slots: class, new bases, old bases, what is kept of each class that is done, classes to come. Vars: how many are done, the order that the class at hand had. */
const SET_BASES: Native = {
  start(vm, self) {
    setBases(vm, self.slots[TYPE] as Ref, tupleItems(vm, self.slots[NEW]));
    vm.typesChanged();
    return next(vm, self);
  },
  phases: {
    asked: (vm, _self, value) => wait(toTuple(vm, given(value)), 'listed'),
    listed(vm, self, value) {
      const place = at(self);
      const cls = self.slots[place] as Ref;
      const before = newTuple(vm, [...typeData(vm, cls).mro]);
      if (!takeOrder(vm, cls, given(value), Number(self.vars['version']))) {
        vm.splice(self.ref, 'slots', place, 1, []);
        return next(vm, self);
      }
      const kept = [cls, before, orderVersion(vm, cls), ...(typeData(vm, cls).subclasses ?? [])];
      vm.splice(self.ref, 'slots', place, 1, kept);
      self.setVars({ ...self.vars, done: Number(self.vars['done']) + 1 });
      return next(vm, self);
    },
  },
  caught(vm, self) {
    for (let place = at(self) - KEPT; place >= DONE; place -= KEPT) {
      const [cls, before, version] = self.slots.slice(place, place + KEPT) as [Ref, Value, number];
      if (orderVersion(vm, cls) === version) setOrder(vm, cls, tupleItems(vm, before));
    }
    if (holds(vm, self)) setBases(vm, self.slots[TYPE] as Ref, tupleItems(vm, self.slots[OLD]));
    vm.typesChanged();
    return undefined;
  },
};

export const TYPE_MRO_NATIVES = { 'type.set_bases': SET_BASES };
