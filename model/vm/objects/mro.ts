/**
 * Bases of a new class: their checks, the winning metaclass, the layout, the C3 linearisation (Objects/typeobject.c).
 * @module
 */

import type { TypeData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { dictGetName } from '../protocol/dict-table.ts';
import { lookupType } from '../protocol/lookup.ts';
import { TEXTS } from '../protocol/messages.ts';
import type { Ref, Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { FINAL_EXTENSION_TYPES } from './extension-types.ts';
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

/** `best_base`: the bases checked, and the one among them as whose instances those of the class begin. */
export function bestBase(vm: Operations, bases: readonly Value[]): Ref {
  let best: { base: Ref; solid: Ref } | undefined;
  for (const base of bases) {
    if (!isType(vm, base)) throw raise(vm, 'TypeError', 'bases must be types');
    const { name } = typeData(vm, base);
    if (base.id < 0 && (FINAL_TYPES.has(name) || FINAL_EXTENSION_TYPES.has(name)))
      throw raise(vm, 'TypeError', `type '${nameOfType(vm, base)}' is not an acceptable base type`);
    const solid = solidBase(vm, base);
    if (best !== undefined && isSubtype(vm, best.solid, solid)) continue;
    if (best !== undefined && !isSubtype(vm, solid, best.solid))
      throw raise(vm, 'TypeError', 'multiple bases have instance lay-out conflict');
    best = { base, solid };
  }
  return best?.base ?? TYPES.object;
}

/** `tp_base`: of the bases that a class has. */
export function baseOf(vm: Operations, cls: Ref): Ref | undefined {
  const { bases } = typeData(vm, cls);
  return bases.length > 1 && cls.id > 0 ? bestBase(vm, bases) : (bases[0] as Ref | undefined);
}

/** Exception types whose instances have fields of their own. */
const EXCEPTIONS_WITH_FIELDS: ReadonlySet<Ref> = new Set([
  TYPES.BaseExceptionGroup,
  TYPES.StopIteration,
  TYPES.SystemExit,
  TYPES.ImportError,
  TYPES.OSError,
  TYPES.SyntaxError,
  TYPES.UnicodeDecodeError,
  TYPES.UnicodeEncodeError,
  TYPES.UnicodeTranslateError,
  TYPES.AttributeError,
  TYPES.NameError,
]);

/** Builtin types whose instances may be referred to weakly and have subclasses, by layout. */
const WEAK: ReadonlySet<string> = new Set(['type', 'set', 'frozenset']);

/** Whether instances of a class may be referred to weakly. */
export function isWeak(vm: Operations, cls: Ref): boolean {
  const { weak, layout } = typeData(vm, cls);
  return weak === true || WEAK.has(layout);
}

/** How many slots stand in an instance before those that a class adds to this base. */
export function slotsBelow(vm: Operations, base: Ref | undefined): number {
  if (base === undefined || base.id < 0) return 0;
  return (typeData(vm, base).ownSlots?.length ?? 0) + slotsBelow(vm, baseOf(vm, base));
}

/** Whether the instances of a builtin exception type have fields that those of its base have not. */
export const addsFields = (cls: Ref): boolean => cls === TYPES.BaseException || EXCEPTIONS_WITH_FIELDS.has(cls);

/** `solid_base`: the nearest class, itself or on the chain of bases, that adds to what its instances have in memory. */
function solidBase(vm: Operations, cls: Ref): Ref {
  if (EXCEPTIONS_WITH_FIELDS.has(cls)) return cls;
  const { layout, ownSlots } = typeData(vm, cls);
  if (cls.id < 0) {
    const base = baseOf(vm, cls);
    if (layout === 'BaseException' && cls !== TYPES.BaseException && base !== undefined) return solidBase(vm, base);
    return Object.hasOwn(TYPES, layout) ? TYPES[layout as 'object'] : TYPES.object;
  }
  return ownSlots === undefined ? solidBase(vm, baseOf(vm, cls) as Ref) : cls;
}

/** Whether instances have slots of some class written in Python. */
export const hasSlots = (vm: Operations, cls: Ref): boolean => solidBase(vm, cls).id > 0;

/** Whether a base may stand in the order that a class's metaclass gives: its instances begin as those of the class do (`mro_check`). */
export const fitsLayout = (vm: Operations, cls: Ref, base: Ref): boolean =>
  isSubtypeByBase(vm, cls, solidBase(vm, base));

/** `PyType_IsSubtype` of a class that has no order yet: along the chain of bases. */
export function isSubtypeByBase(vm: Operations, cls: Ref, wanted: Ref): boolean {
  for (let at: Ref | undefined = cls; at !== undefined; at = baseOf(vm, at)) if (at === wanted) return true;
  return false;
}

/** The MRO of a class with these bases, without the class itself. TypeError where C3 finds none. */
export function mergeMros(vm: Operations, bases: readonly Value[]): Value[] {
  bases.forEach((base) => {
    const { mro, name } = typeData(vm, base as Ref);
    if (mro.length === 0) throw raise(vm, 'TypeError', `Cannot extend an incomplete type '${name}'`);
  });
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
  const { layout } = typeData(vm, bestBase(vm, actual));
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
    layout,
    hasDict,
    hasDel: actual.some((base) => typeData(vm, base as Ref).hasDel),
    changes: 0,
    sharedKeys: sharesKeys ? [] : null,
    attrs: null,
  };
}
