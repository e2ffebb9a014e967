/**
 * Bases of a new class: their checks, the winning metaclass, the layout, the C3 linearisation (Objects/typeobject.c).
 * @module
 */

import type { TypeData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { dictEntries, dictGetName } from '../protocol/dict-table.ts';
import { lookupType } from '../protocol/lookup.ts';
import { TEXTS } from '../protocol/messages.ts';
import type { Ref, Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { FINAL_EXTENSION_TYPES } from './extension-types.ts';
import { asKind } from './payload.ts';
import { FINAL_TYPES } from './type-table.ts';
import { isSubtype, isType, nameOfType, TYPES, typeData, typeOf } from './types.ts';

/** `_PyType_CalculateMetaclass`: the most derived of the metaclass given and those of the bases. */
export function calculateMetaclass(vm: Operations, metaclass: Ref, bases: readonly Value[]): Ref {
  let winner = metaclass;
  for (const base of bases) {
    const type = typeOf(vm, base);
    if (isSubtype(vm, winner, type)) continue;
    if (isSubtype(vm, type, winner)) {
      winner = type;
      continue;
    }
    throw raise(
      vm,
      'TypeError',
      'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
    );
  }
  return winner;
}

/** `best_base`: the bases checked, and the layout that wins among them. */
export function bestLayout(vm: Operations, bases: readonly Value[]): string {
  let layout = 'object';
  for (const base of bases) {
    if (!isType(vm, base)) throw raise(vm, 'TypeError', 'bases must be types');
    const data = typeData(vm, base);
    if (base.id < 0 && (FINAL_TYPES.has(data.name) || FINAL_EXTENSION_TYPES.has(data.name)))
      throw raise(vm, 'TypeError', `type '${nameOfType(vm, base)}' is not an acceptable base type`);
    if (extendsLayout(vm, layout, data.layout)) continue;
    if (!extendsLayout(vm, data.layout, layout))
      throw raise(vm, 'TypeError', 'multiple bases have instance lay-out conflict');
    layout = data.layout;
  }
  if (bases.length > 1) checkSlots(vm, bases);
  return layout;
}

/** Whether instances of the builtin type `layout` begin as those of `base` do. */
function extendsLayout(vm: Operations, layout: string, base: string): boolean {
  if (layout === base || base === 'object') return true;
  const [type, other] = [layout, base].map((name) =>
    Object.hasOwn(TYPES, name) ? TYPES[name as 'object'] : undefined,
  );
  return type !== undefined && other !== undefined && isSubtype(vm, type, other);
}

/** `best_base`: the base on whose layout a class is made, which is its `__base__`. */
export function bestBase(vm: Operations, bases: readonly Ref[]): Ref {
  return bases.reduce((best, base) => {
    const [own, other] = [typeData(vm, best).layout, typeData(vm, base).layout];
    if (own !== other) return extendsLayout(vm, other, own) ? base : best;
    const [mine, theirs] = [solidBase(vm, best), solidBase(vm, base)];
    return theirs !== undefined && mine !== theirs && (mine === undefined || isSubtype(vm, theirs, mine)) ? base : best;
  });
}

/** The class on a chain of bases that gave instances their slots (`solid_base`); undefined where none did. */
export function solidBase(vm: Operations, cls: Ref): Ref | undefined {
  for (
    let at: Ref | undefined = cls;
    at !== undefined && at.id > 0;
    at = typeData(vm, at).bases[0] as Ref | undefined
  ) {
    const { dict } = typeData(vm, at);
    const adds = dictEntries(vm, dict).some(([, v]) => asKind(vm, v, 'builtin')?.cls === TYPES.member_descriptor);
    if (adds) return at;
  }
  return undefined;
}

/** Whether a base may stand in the order that a class's metaclass gives: its instances begin as those of the class do (`mro_check`). */
export function fitsLayout(vm: Operations, cls: Ref, base: Ref): boolean {
  if (!extendsLayout(vm, typeData(vm, cls).layout, typeData(vm, base).layout)) return false;
  const solid = solidBase(vm, base);
  if (solid === undefined) return true;
  for (let at: Ref | undefined = cls; at !== undefined; at = typeData(vm, at).bases[0] as Ref | undefined)
    if (at === solid) return true;
  return false;
}

function checkSlots(vm: Operations, bases: readonly Value[]): void {
  let winner: Ref | undefined;
  for (const base of bases) {
    const solid = solidBase(vm, base as Ref);
    if (solid === undefined || (winner !== undefined && isSubtype(vm, winner, solid))) continue;
    if (winner !== undefined && !isSubtype(vm, solid, winner))
      throw raise(vm, 'TypeError', 'multiple bases have instance lay-out conflict');
    winner = solid;
  }
}

/** The MRO of a class with these bases, without the class itself. TypeError where C3 finds none. */
export function mergeMros(vm: Operations, bases: readonly Value[]): Value[] {
  bases.forEach((base, i) => {
    if (bases.indexOf(base) !== i) {
      throw raise(vm, 'TypeError', `duplicate base class ${typeData(vm, base as Ref).name}`);
    }
  });
  const lists = [...bases.map((base) => typeData(vm, base as Ref).mro), [...bases]];
  const at = lists.map(() => 0);
  const merged: Value[] = [];
  for (;;) {
    const heads = lists.flatMap((list, i) => ((at[i] as number) < list.length ? [list[at[i] as number] as Value] : []));
    if (heads.length === 0) return merged;
    const next = heads.find((head) => !lists.some((list, i) => list.indexOf(head) > (at[i] as number)));
    if (next === undefined) throw inconsistent(vm, heads);
    merged.push(next);
    lists.forEach((list, i) => {
      if (list[at[i] as number] === next) at[i] = (at[i] as number) + 1;
    });
  }
}

/** `__name__` of a class: a C type's name begins with its module. */
function shortName(vm: Operations, type: Ref): string {
  const name = nameOfType(vm, type);
  return type.id < 0 ? name.slice(name.lastIndexOf('.') + 1) : name;
}

function inconsistent(vm: Operations, heads: readonly Value[]): ReturnType<typeof raise> {
  const names = [...new Set(heads)].map((head) => shortName(vm, head as Ref)).join(', ');
  const gap = TEXTS[vm.version].mroBreak;
  return raise(vm, 'TypeError', `Cannot create a consistent method resolution${gap}order (MRO) for bases ${names}`);
}

/** Whether instances of a class with these bases have a `__dict__` already. */
export function inheritsDict(vm: Operations, bases: readonly Value[]): boolean {
  return bases.some((base) => typeData(vm, base as Ref).hasDict);
}

/** Whether a metaclass has its own `mro`. */
export function ordersItself(vm: Operations, metaclass: Ref): boolean {
  const order = lookupType(vm, metaclass, 'mro');
  return order !== undefined && order !== dictGetName(vm, typeData(vm, TYPES.type).dict, 'mro');
}

/** The metaclass's own data: what a new type object holds besides its dict. */
export function newTypeData(
  vm: Operations,
  metaclass: Ref,
  name: string,
  bases: Value[],
  dict: Ref,
  hasDict: boolean,
): TypeData {
  const actual = bases.length === 0 ? [TYPES.object] : bases;
  const sharesKeys =
    dictGetName(vm, dict, '__getattr__') !== undefined ||
    actual.some((base) => typeData(vm, base as Ref).sharedKeys !== null);
  return {
    kind: 'type',
    cls: metaclass,
    name,
    qualname: name,
    bases: actual,
    // Where the metaclass has an order of its own, it is asked when the class is there.
    mro: ordersItself(vm, metaclass) ? [] : mergeMros(vm, actual),
    dict,
    layout: bestLayout(vm, actual),
    hasDict,
    hasDel: actual.some((base) => typeData(vm, base as Ref).hasDel),
    changes: 0,
    sharedKeys: sharesKeys ? [] : null,
    attrs: null,
  };
}
