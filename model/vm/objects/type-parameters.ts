/**
 * The type parameters of an alias or union, and their substitution (`_Py_make_parameters`, `_Py_subs_parameters` of Objects/genericaliasobject.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { truthAsking } from '../protocol/compare.ts';
import { lookupSpecial, lookupType } from '../protocol/lookup.ts';
import { optionalAsking } from '../protocol/optional.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking } from '../protocol/text.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { newList } from './list.ts';
import { asKind } from './payload.ts';
import { newTuple } from './tuple.ts';
import { Ellipsis, isType, TYPES, typeName, typeOf } from './types.ts';

/** What stands for a type parameter. */
const PARAMETERS: ReadonlySet<string> = new Set(['TypeVar', 'ParamSpec', 'TypeVarTuple']);

export function isParameter(vm: Operations, v: Slot): boolean {
  return PARAMETERS.has(asKind(vm, v, 'record')?.type ?? '');
}

/** Arguments in a list or tuple among the arguments, where those are looked into. */
function nested(vm: Operations, v: Value): readonly Value[] | undefined {
  if (!ROWS[vm.version].aliasesLookIntoSequences) return undefined;
  return asKind(vm, v, 'tuple')?.items ?? asKind(vm, v, 'list')?.items;
}

/** The type parameters among type arguments, each once. */
export function parametersAsking(vm: Operations, args: readonly Value[], ask: Ask): Value[] {
  const found = new Set<Value>();
  for (const v of args) for (const parameter of parametersOf(vm, v, ask)) found.add(parameter);
  return [...found];
}

function parametersOf(vm: Operations, v: Value, ask: Ask): readonly Value[] {
  // The descriptor `__parameters__` of a bare class is not what is meant.
  if (!(v instanceof Ref) || isType(vm, v)) return [];
  if (isParameter(vm, v)) return [v];
  const data = vm.read(v);
  if (data.kind === 'record' && data.cls === TYPES.GenericAlias)
    return parametersAsking(vm, asKind(vm, data.slots[1], 'tuple')?.items ?? [], ask);
  const inner = nested(vm, v);
  if (inner !== undefined) return parametersAsking(vm, inner, ask);
  if (optionalAsking(vm, v, '__typing_subst__', ask) !== undefined) return [v];
  return asKind(vm, optionalAsking(vm, v, '__parameters__', ask), 'tuple')?.items ?? [];
}

/** `_unpack_args`: what is subscripted with, unpacked tuples of known length in single types. */
function unpacked(vm: Operations, item: Value, ask: Ask): Value[] {
  const items = asKind(vm, item, 'tuple')?.items ?? [item];
  return items.flatMap((v) => {
    const inner = isType(vm, v) ? undefined : unpackedTuple(vm, v, ask);
    return inner === undefined || inner.at(-1) === Ellipsis ? [v] : inner;
  });
}

function unpackedTuple(vm: Operations, v: Value, ask: Ask): readonly Value[] | undefined {
  const data = asKind(vm, v, 'record');
  if (data?.type === 'GenericAlias') {
    const isUnpacked = data.numbers[0] === 1 && data.slots[0] === TYPES.tuple;
    return isUnpacked ? asKind(vm, data.slots[1], 'tuple')?.items : undefined;
  }
  return asKind(vm, optionalAsking(vm, v, '__typing_unpacked_tuple_args__', ask), 'tuple')?.items;
}

/** What parameters are substituted by. */
interface Substitution {
  readonly parameters: readonly Value[];
  readonly items: readonly Value[];
}

/** Arguments of an alias with a list or tuple among them, before these are made. */
type Nested = Value | { readonly kind: 'list' | 'tuple'; readonly items: readonly Nested[] };

/** `_Py_subs_parameters`: the arguments of `self`, which are `args`, where it is subscripted with `item`. */
export function substituteAsking(
  vm: Operations,
  self: Value,
  args: readonly Value[],
  item: Value,
  ask: Ask,
): readonly Value[] {
  const parameters = parametersAsking(vm, args, ask);
  if (parameters.length === 0) throw raise(vm, 'TypeError', `${reprAsking(vm, self, ask)} is not a generic class`);
  let items: readonly Value[] = unpacked(vm, item, ask);
  for (const parameter of parameters) {
    const prepare = optionalAsking(vm, parameter, '__typing_prepare_subst__', ask);
    if (prepare === undefined || prepare === null) continue;
    const before = items;
    const prepared = ask(prepare, () => [self, newTuple(vm, [...before])]);
    items = asKind(vm, prepared, 'tuple')?.items ?? [prepared];
  }
  if (items.length !== parameters.length) {
    const much = items.length > parameters.length ? 'many' : 'few';
    const counts = `actual ${items.length}, expected ${parameters.length}`;
    throw raise(vm, 'TypeError', `Too ${much} arguments for ${reprAsking(vm, self, ask)}; ${counts}`);
  }
  return filled(vm, args, { parameters, items }, ask).map((v) => made(vm, v));
}

function made(vm: Operations, v: Nested): Value {
  if (typeof v !== 'object' || v === null || !('items' in v)) return v;
  const items = v.items.map((item) => made(vm, item));
  return v.kind === 'list' ? newList(vm, items) : newTuple(vm, items);
}

function filled(vm: Operations, args: readonly Value[], to: Substitution, ask: Ask): Nested[] {
  return args.flatMap((arg): readonly Nested[] => {
    if (!(arg instanceof Ref) || isType(vm, arg)) return [arg];
    const inner = nested(vm, arg);
    if (inner !== undefined) {
      const kind = asKind(vm, arg, 'list') === undefined ? 'tuple' : 'list';
      return [{ kind, items: filled(vm, inner, to, ask) }];
    }
    const mark = optionalAsking(vm, arg, '__typing_is_unpacked_typevartuple__', ask);
    const unpacks = mark !== undefined && truthAsking(vm, mark, ask);
    const subst = optionalAsking(vm, arg, '__typing_subst__', ask);
    const value =
      subst === undefined ? subscripted(vm, arg, to, ask) : ask(subst, [to.items[to.parameters.indexOf(arg)] as Value]);
    if (!unpacks) return [value];
    const several = asKind(vm, value, 'tuple')?.items;
    if (several !== undefined) return several;
    const text = `expected __typing_subst__ of ${typeName(vm, arg)} objects to return a tuple`;
    throw raise(vm, 'TypeError', `${text}, not ${typeName(vm, value)}`);
  });
}

/** `subs_tvars`: an argument that is generic itself. */
function subscripted(vm: Operations, arg: Ref, { parameters, items }: Substitution, ask: Ask): Value {
  const own = asKind(vm, optionalAsking(vm, arg, '__parameters__', ask), 'tuple')?.items ?? [];
  if (own.length === 0) return arg;
  const inner = own.flatMap((parameter) => {
    const i = parameters.indexOf(parameter);
    if (i < 0) return [parameter];
    const value = items[i] as Value;
    const several =
      lookupType(vm, typeOf(vm, parameter), '__iter__') === undefined ? undefined : asKind(vm, value, 'tuple');
    return several?.items ?? [value];
  });
  const method = lookupSpecial(vm, arg, '__getitem__');
  if (method === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, arg)}' object is not subscriptable`);
  const [callable, bound] = bindSpecial(vm, method, arg, []);
  return ask(callable, () => [...bound, newTuple(vm, inner)]);
}
