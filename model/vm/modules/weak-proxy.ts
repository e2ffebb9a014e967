/**
 * Weak proxies (`_PyWeakref_ProxyType`, `_PyWeakref_CallableProxyType` of Objects/weakrefobject.c): whatever is done with one is done with what it
 * refers to. Slots: callback.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { TYPES, typeData, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, Native, NativeTable, Operations } from '../operations.ts';
import { callMethod, delAttr, getAttr, setAttr } from '../protocol/attributes.ts';
import { BINARY_NAMES } from '../protocol/binary.ts';
import { COMPARE_METHODS } from '../protocol/compare.ts';
import { getIter, isIterator, iterNext } from '../protocol/iteration.ts';
import { wait } from '../protocol/loop.ts';
import { type Exhausted, type Pending, Ref, type Result, type Value } from '../value.ts';
import { builtinFunction, recordData } from './extension.ts';
import { OPERATOR_MODULE } from './operator.ts';

export const PROXY_TYPES = ['weakref.ProxyType', 'weakref.CallableProxyType'] as const;
const NAMES: ReadonlySet<string> = new Set(PROXY_TYPES);

export function isProxy(vm: Operations, v: Value): v is Ref {
  if (!(v instanceof Ref)) return false;
  const data = vm.read(v);
  return data.kind === 'record' && NAMES.has(data.type);
}

/** `UNWRAP`: what a proxy refers to, and any other value itself. */
function unwrap(vm: Operations, v: Value): Value {
  if (!isProxy(vm, v)) return v;
  const { weak } = recordData(vm, v);
  if (weak === undefined) throw raise(vm, 'ReferenceError', 'weakly-referenced object no longer exists');
  return weak;
}

type Forwarded = (vm: Operations, args: readonly Value[], keywords: Keywords | null) => Result;

/** A method that does with what all the operands refer to. */
const forward =
  (run: Forwarded): Builtin =>
  (vm, args, keywords) =>
    run(
      vm,
      args.map((v) => unwrap(vm, v)),
      keywords,
    );

/** A function of `operator`, by its name there. */
function operator(name: string): Forwarded {
  const run = OPERATOR_MODULE.functions[name] as Builtin;
  return (vm, args) => run(vm, args, null);
}

const builtin =
  (name: string): Forwarded =>
  (vm, args) =>
    vm.call(builtinFunction(vm, name), args);

const swapped =
  (run: Forwarded): Forwarded =>
  (vm, [a, b], keywords) =>
    run(vm, [b as Value, a as Value], keywords);

const method =
  (name: string): Forwarded =>
  (vm, [obj]) =>
    callMethod(vm, obj as Value, name, []);

function binary(): Record<string, Forwarded> {
  const table: Record<string, Forwarded> = {};
  for (const name of Object.values(BINARY_NAMES)) {
    const known = name === 'and' || name === 'or' ? `${name}_` : name;
    const run = name === 'pow' ? builtin('pow') : operator(known);
    table[`__${name}__`] = run;
    table[`__r${name}__`] = swapped(run);
    table[`__i${name}__`] = operator(`i${name}`);
  }
  table['__divmod__'] = builtin('divmod');
  table['__rdivmod__'] = swapped(builtin('divmod'));
  return table;
}

/** Setting and deleting answer something to drop. */
const dropping =
  (what: 'set' | 'delete'): Forwarded =>
  (vm, args) =>
    vm.native('weak_proxy.attribute', args, { what });

/** Slots: the object, the name, the value. Vars: what. */
const ATTRIBUTE: Native = {
  start: (vm, { slots, vars }) => {
    const [obj, name, value] = slots as readonly [Value, Value, Value];
    return wait(
      vars['what'] === 'set' ? setAttr(vm, obj, String(name), value) : delAttr(vm, obj, String(name)),
      'done',
    );
  },
  phases: { done: () => ({ done: null }) },
};

const FORWARDED: Readonly<Record<string, Forwarded>> = {
  ...binary(),
  ...Object.fromEntries(Object.values(COMPARE_METHODS).map((name) => [name, operator(name.slice(2, -2))])),
  __getattribute__: (vm, [obj, name]) => getAttr(vm, obj as Value, String(name)),
  __setattr__: dropping('set'),
  __delattr__: dropping('delete'),
  __str__: (vm, [obj]) => vm.call(TYPES.str, [obj as Value]),
  __neg__: operator('neg'),
  __pos__: operator('pos'),
  __abs__: operator('abs'),
  __invert__: operator('invert'),
  __int__: (vm, [obj]) => vm.call(TYPES.int, [obj as Value]),
  __float__: (vm, [obj]) => vm.call(TYPES.float, [obj as Value]),
  __index__: operator('index'),
  __bool__: operator('truth'),
  __len__: builtin('len'),
  __getitem__: operator('getitem'),
  __setitem__: operator('setitem'),
  __delitem__: operator('delitem'),
  __contains__: operator('contains'),
  __iter__: (vm, [obj]) => getIter(vm, obj as Value),
  __bytes__: method('__bytes__'),
  __reversed__: method('__reversed__'),
};

const repr: Builtin = (vm, [self]) => {
  const { weak } = recordData(vm, self);
  const shown = weak === undefined ? 'NoneType' : typeData(vm, typeOf(vm, weak)).name;
  return `<weakproxy at 0x… to ${shown} at 0x…>`;
};

/** `proxy_iternext`. */
export function proxyNext(vm: Operations, self: Ref): Value | Exhausted | Pending {
  const it = unwrap(vm, self);
  if (isIterator(vm, it)) return iterNext(vm, it);
  throw raise(vm, 'TypeError', `Weakref proxy referenced a non-iterator '${typeName(vm, it)}' object`);
}

/** The words of both types' tables of members. */
export const PROXY_BUILTINS: BuiltinTable = {
  ...Object.fromEntries(
    PROXY_TYPES.flatMap((type) => [
      ...Object.entries(FORWARDED).map(([name, run]): [string, Builtin] => [`${type}.${name}`, forward(run)]),
      [`${type}.__repr__`, repr],
    ]),
  ),
  'weakref.CallableProxyType.__call__': (vm, [self, ...args], keywords) =>
    vm.call(unwrap(vm, self as Value), args, keywords),
};
export const PROXY_NATIVES: NativeTable = { 'weak_proxy.attribute': ATTRIBUTE };
