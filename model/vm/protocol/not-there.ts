/**
 * AttributeError of setting and deleting, which does not always tell its `name` and `obj` (`_PyObject_GenericSetAttrWithDict`).
 * @module
 */
import type { Machine } from '../machine.ts';
import { raise, raiseWith } from '../objects/exceptions.ts';
import { hasSlots } from '../objects/mro.ts';
import { typeData } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import type { PyRaise, Ref, Value } from '../value.ts';

/** The attribute is not there to be set or deleted: with `name` and `obj` from 3.13 on. */
export function notThere(vm: Operations, obj: Value, name: string, text: string): PyRaise {
  if (!(vm as Machine).world.profile.settingTellsObject) return raise(vm, 'AttributeError', text);
  return raiseWith(vm, 'AttributeError', text, { name, obj });
}

/** Attributes that instances of a class can share the names of (`SHARED_KEYS_MAX_SIZE`). */
const MOST_SHARED = 30;

/** Types whose instances are of any size: what is behind their items has no place of its own. */
const OF_ANY_SIZE: ReadonlySet<string> = new Set(['int', 'tuple', 'bytes', 'type']);

/**
 * Whether an instance keeps its attributes beside itself (`Py_TPFLAGS_INLINE_VALUES`), `dict` being what it has of them: deleting one that
 * is not there then tells neither name nor object, before 3.15. In 3.13 nothing else may be in the instance; in 3.14 its class or one above,
 * written in Python, gave it the dict.
 */
export function hasInlineValue(vm: Operations, type: Ref, dict: Ref | null): boolean {
  const { inlineValues } = (vm as Machine).world.profile;
  const { layout, hasDict } = typeData(vm, type);
  if (inlineValues === 'none' || type.id < 0 || !hasDict) return false;
  if (dict !== null) {
    const data = vm.read(dict);
    if (data.kind === 'dict' && data.live >= MOST_SHARED) return false;
  }
  if (inlineValues === 'alone') return layout === 'object' && !hasSlots(vm, type);
  return !OF_ANY_SIZE.has(layout) && !builtinBase(vm, type).hasDict;
}

/** The nearest type above that is not written in Python. */
function builtinBase(vm: Operations, type: Ref): ReturnType<typeof typeData> {
  const above = typeData(vm, type).mro as readonly Ref[];
  const bases = above.filter((base) => base.id < 0).map((base) => typeData(vm, base));
  return bases.find(({ layout }) => layout === typeData(vm, type).layout) ?? bases[0]!;
}
