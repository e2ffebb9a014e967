/**
 * The texts of `list[int]` and `int | str`, as algorithms that ask the arguments for what names them (`ga_repr`, `union_repr`, `_Py_typing_type_repr`).
 * @module
 */

import type { RecordData } from '../heap.ts';
import { asKind } from '../objects/payload.ts';
import { tupleItems } from '../objects/tuple.ts';
import { isParameter } from '../objects/type-parameters.ts';
import { Ellipsis, isType, TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Value } from '../value.ts';
import { hooks } from './attributes.ts';
import { optionalAsking } from './optional.ts';
import type { Ask } from './replay.ts';
import { ROWS } from './rows.ts';
import { fullTypeName } from './text-contents.ts';

/** `repr` and `str` of a value within the one that is shown. */
export interface Shown {
  readonly repr: (v: Value) => string;
  readonly str: (v: Value) => string;
}

export const hasAliasText = ({ type }: Readonly<RecordData>): boolean =>
  type === 'GenericAlias' || type === 'UnionType';

/** The repr of a generic alias or union. */
export function aliasTextAsking(vm: Operations, data: Readonly<RecordData>, ask: Ask, shown: Shown): string {
  const isUnion = data.type === 'UnionType';
  const item = (v: Value): string => itemText(vm, v, isUnion, ask, shown);
  if (isUnion) return tupleItems(vm, data.slots[0]).map(item).join(' | ');
  const args = tupleItems(vm, data.slots[1]);
  const told = args.length === 0 ? '()' : args.map((v) => argumentText(vm, v, item)).join(', ');
  return `${data.numbers[0] === 1 ? '*' : ''}${item(data.slots[0] as Value)}[${told}]`;
}

/** An argument of an alias, which may be a list of some. */
function argumentText(vm: Operations, v: Value, item: (v: Value) => string): string {
  const list = asKind(vm, v, 'list');
  return list?.cls === TYPES.list ? `[${list.items.map((inner) => item(inner as Value)).join(', ')}]` : item(v);
}

function itemText(vm: Operations, v: Value, isUnion: boolean, ask: Ask, shown: Shown): string {
  if (v === Ellipsis) return '...';
  if (v === TYPES.NoneType && (isUnion || ROWS[vm.version].aliasesShowNone)) return 'None';
  if (!(v instanceof Ref) || isParameter(vm, v)) return shown.repr(v);
  if (isType(vm, v) && vm.read(v).cls === TYPES.type) return fullTypeName(vm, v);
  const data = vm.read(v);
  if (data.kind === 'record' && hasAliasText(data) && hooks(vm, v) === undefined) return shown.repr(v);
  const has = (name: string): boolean => optionalAsking(vm, v, name, ask) !== undefined;
  if (has('__origin__') && has('__args__')) return shown.repr(v);
  const name = optionalAsking(vm, v, '__qualname__', ask);
  const module = name === undefined ? null : (optionalAsking(vm, v, '__module__', ask) ?? null);
  if (name === undefined || module === null) return shown.repr(v);
  return module === 'builtins' ? shown.str(name) : `${shown.str(module)}.${shown.str(name)}`;
}
