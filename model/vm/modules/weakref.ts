/**
 * The module `_weakref` (Modules/_weakref.c, Objects/weakrefobject.c). A reference borrows what it refers to, which keeps the list of its references;
 * when it dies they are cleared, and their callbacks run, the newest first.
 *
 * Slots: callback. Numbers: 1 once the hash is known, the hash (bigint hashes are cut to numbers).
 * @module
 */
import { isCallable } from '../builtins/functions.ts';
import type { HeapData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { between, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { newList } from '../objects/list.ts';
import { isWeak } from '../objects/mro.ts';
import { asKind } from '../objects/payload.ts';
import { isInstance, NotImplemented, TYPES, typeData, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { compareAsking } from '../protocol/compare.ts';
import { dictFind, dictRemoveAt } from '../protocol/dict-table.ts';
import { hashAsking } from '../protocol/hash.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, Ref, type Slot, type Value } from '../value.ts';
import { newExtension, recordData, recordOf } from './extension.ts';
import { type NativeModule, nary } from './native-module.ts';
import { isProxy, PROXY_BUILTINS, type PROXY_TYPES } from './weak-proxy.ts';

const TYPE = 'weakref.ReferenceType';

/** Kinds of objects that have a list of weak references (`tp_weaklistoffset`). */
const REFERABLE: ReadonlySet<HeapData['kind']> = new Set([
  'function',
  'method',
  'builtin',
  'type',
  'generator',
  'set',
  'module',
  'code',
  'exception',
]);

/** Types of `typing` and the aliases; unions since 3.14. */
const REFERABLE_TYPES: ReadonlySet<string> = new Set([
  'memoryview',
  'TypeVar',
  'ParamSpec',
  'TypeVarTuple',
  'ParamSpecArgs',
  'ParamSpecKwargs',
  'GenericAlias',
  '_asyncio.Future',
  '_io._IOBase',
  '_io.FileIO',
  '_io.BytesIO',
  '_io.StringIO',
  '_io.BufferedReader',
  '_io.BufferedWriter',
  '_io.BufferedRandom',
  '_io.BufferedRWPair',
  '_io.TextIOWrapper',
  '_asyncio.Task',
  '_contextvars.Context',
]);

function isReferableRecord(vm: Operations, type: string): boolean {
  if (type === 'UnionType') return ROWS[vm.version].unionIsTypings;
  return REFERABLE_TYPES.has(type) || /^(collections|functools)\./.test(type);
}

function isReferable(vm: Operations, v: Value): v is Ref {
  if (!(v instanceof Ref)) return false;
  const data = vm.read(v);
  if (isWeak(vm, data.cls)) return true;
  if (data.kind === 'record') return isReferableRecord(vm, data.type);
  if (data.kind === 'dict') return data.cls === TYPES['collections.OrderedDict'];
  return REFERABLE.has(data.kind) && !(data.kind === 'exception' && data.cls.id < 0);
}

function referencesTo(vm: Operations, v: Value): readonly Ref[] {
  return v instanceof Ref ? (vm.read(v).weakrefs ?? []) : [];
}

/** Whether a reference is the one that is shared, or the proxy that is (`get_basic_refs`): a place in the list. */
function basicPlace(vm: Operations, ref: Ref): 0 | 1 | 2 {
  const { cls, slots } = recordData(vm, ref);
  if (slots[0] !== null) return 2;
  if (cls === TYPES[TYPE]) return 0;
  return isProxy(vm, ref) ? 1 : 2;
}

/** An object's list of references: the shared one, the shared proxy, then the newest first. */
function listed(vm: Operations, v: Value): Ref[] {
  const newest = [...referencesTo(vm, v)].reverse();
  return [0, 1, 2].flatMap((place) => newest.filter((ref) => basicPlace(vm, ref) === place));
}

function referTo(
  vm: Operations,
  type: typeof TYPE | (typeof PROXY_TYPES)[number],
  cls: Ref,
  obj: Value,
  callback: Value,
): Ref {
  if (!isReferable(vm, obj))
    throw raise(vm, 'TypeError', `cannot create weak reference to '${typeName(vm, obj)}' object`);
  const known = referencesTo(vm, obj);
  const shared = cls === TYPES[TYPE] ? 0 : type === TYPE ? undefined : 1;
  if (callback === null && shared !== undefined) {
    const again = known.find((ref) => basicPlace(vm, ref) === shared);
    if (again !== undefined) return again;
  }
  const made = newExtension(vm, type, cls, [callback], [0, 0]);
  vm.setPlain(made, 'record', 'weak', obj);
  vm.setPlain(obj, vm.read(obj).kind, 'weakrefs', [...known, made]);
  (vm as Machine).noteWeak();
  return made;
}

const refNew: Builtin = (vm, [cls, ...args], keywords) => {
  if (cls === TYPES[TYPE]) noKeywords(vm, 'ref', keywords);
  if (cls === TYPES[TYPE]) between(vm, '__new__', args, 1, 2);
  const [obj = null, callback = null] = args;
  return referTo(vm, TYPE, cls as Ref, obj, callback);
};

/** What a reference refers to; undefined once it is dead. */
function referent(vm: Operations, ref: Slot): Ref | undefined {
  return recordData(vm, ref).weak;
}

/** Inputs: the reference. */
const HASH: Algorithm = {
  name: 'weakref_hash',
  run: (vm, [self], _vars, ask) => {
    const { numbers } = recordData(vm, self);
    if (numbers[0] === 1) return numbers[1] as number;
    const obj = referent(vm, self);
    if (obj === undefined) throw raise(vm, 'TypeError', 'weak object has gone away');
    const hash = Number(hashAsking(vm, obj, ask));
    vm.setNumberAt(self as Ref, 'numbers', 1, hash);
    vm.setNumberAt(self as Ref, 'numbers', 0, 1);
    return hash;
  },
};

/** Inputs: both sides. Vars: op. */
const EQUAL: Algorithm = {
  name: 'weakref_equal',
  run: (vm, [a, b], vars, ask) => {
    const op = vars['op'] === '==' ? '==' : '!=';
    if (!isInstance(vm, b as Value, TYPES[TYPE])) return NotImplemented;
    const [mine, other] = [referent(vm, a), referent(vm, b)];
    if (mine === undefined || other === undefined) return (a === b) === (op === '==');
    return compareAsking(vm, op, mine, other, ask);
  },
};

const repr: Builtin = (vm, [self]) => {
  const obj = referent(vm, self);
  if (obj === undefined) return '<weakref at 0x…; dead>';
  const data = vm.read(obj);
  const name = data.kind === 'type' || data.kind === 'function' ? ` (${data.name})` : '';
  return `<weakref at 0x…; to '${typeData(vm, typeOf(vm, obj)).name}' at 0x…${name}>`;
};

const proxy: Builtin = nary('proxy', 'proxy', 1, 2, (vm, [obj = null, callback = null]) => {
  const type = isCallable(vm, obj) ? 'weakref.CallableProxyType' : 'weakref.ProxyType';
  return referTo(vm, type, TYPES[type], obj, callback);
});

export const WEAKREF_MODULE: NativeModule = {
  functions: {
    getweakrefcount: nary('getweakrefcount', 'getweakrefcount', 1, 1, (vm, [v]) => referencesTo(vm, v as Value).length),
    getweakrefs: nary('getweakrefs', 'getweakrefs', 1, 1, (vm, [v]) => newList(vm, listed(vm, v as Value))),
    proxy,
    _remove_dead_weakref: nary('_remove_dead_weakref', '_remove_dead_weakref', 2, 2, (vm, [dict, key]) => {
      const at = dictFind(vm, dict as Ref, key as Value);
      if (at === undefined) throw new ModelError('a weak dict whose keys Python code hashes');
      const value = at < 0 ? undefined : asKind(vm, dict, 'dict')?.values[at];
      if (value !== undefined && referent(vm, value) === undefined) dictRemoveAt(vm, dict as Ref, at);
      return null;
    }),
  },
  values: () => ({
    ref: TYPES[TYPE],
    ReferenceType: TYPES[TYPE],
    ProxyType: TYPES['weakref.ProxyType'],
    CallableProxyType: TYPES['weakref.CallableProxyType'],
  }),
  whole: true,
};

export const WEAKREF_BUILTINS: BuiltinTable = {
  ...PROXY_BUILTINS,
  [`${TYPE}.__new__`]: refNew,
  [`${TYPE}.__init__`]: (vm, [, ...args], keywords) => {
    noKeywords(vm, 'ref', keywords);
    between(vm, '__init__', args, 1, 2);
    return null;
  },
  [`${TYPE}.__call__`]: (vm, [self]) => {
    recordOf(vm, TYPE, '__call__', self);
    return referent(vm, self) ?? null;
  },
  [`${TYPE}.__hash__`]: (vm, args) => replay(vm, HASH, args),
  [`${TYPE}.__eq__`]: (vm, args) => replay(vm, EQUAL, args, { op: '==' }),
  [`${TYPE}.__ne__`]: (vm, args) => replay(vm, EQUAL, args, { op: '!=' }),
  [`${TYPE}.__repr__`]: repr,
  [`${TYPE}.__class_getitem__`]: classGetItem,
  [`${TYPE}.__callback__`]: (vm, [self]) =>
    referent(vm, self) === undefined ? null : ((recordData(vm, self).slots[0] ?? null) as Value),
};
export const WEAKREF_ALGORITHMS: readonly Algorithm[] = [HASH, EQUAL];
