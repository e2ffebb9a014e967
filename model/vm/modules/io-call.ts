/**
 * How the classes of `_io` call each other (`PyObject_CallMethod…`): at once where all that stand behind an object are of C and as they were made; through
 * questions of an algorithm where Python code may answer.
 * @module
 */
import type { Machine } from '../machine.ts';
import { between, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import type { ExtensionTypeName } from '../objects/extension-types.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { callMethod, getAttr } from '../protocol/attributes.ts';
import { internal } from '../protocol/bind-special.ts';
import { truthAsking } from '../protocol/compare.ts';
import { dictEntries } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { isIndex } from '../protocol/slices.ts';
import { ModelError, PENDING, PyRaise, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { recordData } from './extension.ts';

/** One run of a method. */
export interface Io {
  readonly vm: Operations;
  readonly ask: Ask;
  /** Nothing behind the object can run Python code. */
  readonly direct: boolean;
}

/** Names that open files have in their `__dict__` from the start. */
const OWN_NAMES: ReadonlySet<unknown> = new Set(['name', 'mode', '__IOBase_closed', '_finalizing']);

/** Where the object that a wrapper stands on is in its slots. */
const INNER: Readonly<Partial<Record<ExtensionTypeName, readonly number[]>>> = {
  '_io.FileIO': [],
  '_io.BytesIO': [],
  '_io.StringIO': [],
  '_io.BufferedReader': [0],
  '_io.BufferedWriter': [0],
  '_io.BufferedRandom': [0],
  '_io.BufferedRWPair': [0, 1],
  '_io.TextIOWrapper': [0],
};

/** Whether an object and all that it stands on are of C, without attributes that hide methods. */
export function isPlainFile(vm: Operations, v: Slot): boolean {
  if (v === undefined || v === null) return true;
  const data = asKind(vm, v, 'record');
  if (data === undefined) return false;
  const inner = INNER[data.type as ExtensionTypeName];
  if (inner === undefined || data.cls !== TYPES[data.type as ExtensionTypeName]) return false;
  if (data.attrs !== null && dictEntries(vm, data.attrs).some(([name]) => !OWN_NAMES.has(name))) return false;
  return inner.every((i) => isPlainFile(vm, data.slots[i]));
}

const CALL: Ref = internal('io.call');
const ATTRIBUTE: Ref = internal('io.attribute');
const TRY: Ref = internal('io.try');
const TRY_ATTRIBUTE: Ref = internal('io.try_attribute');

function atOnce(result: Result): Value {
  if (result === PENDING) throw new ModelError('a file that should answer at once');
  return result;
}

/** `obj.name(*args)`. */
export function callOn({ vm, ask, direct }: Io, obj: Slot, name: string, ...args: readonly Value[]): Value {
  if (direct) return atOnce(callMethod(vm, obj as Value, name, args));
  return ask(CALL, [obj as Value, name, ...args]);
}

/** `obj.name`. */
export function attributeOf({ vm, ask, direct }: Io, obj: Slot, name: string): Value {
  if (direct) return atOnce(getAttr(vm, obj as Value, name));
  return ask(ATTRIBUTE, [obj as Value, name]);
}

/** `obj.name`, as a truth. */
export function truthOf(io: Io, obj: Slot, name: string): boolean {
  return truthAsking(io.vm, attributeOf(io, obj, name), io.ask);
}

/** What a call gave, or raised. */
export type Tried = { readonly value: Value } | { readonly error: Ref };

function tried({ vm, ask, direct }: Io, how: Ref, obj: Slot, name: string, run: () => Result): Tried {
  if (!direct) {
    const [done = null, value = null] = asKind(vm, ask(how, [obj as Value, name]), 'tuple')?.items ?? [];
    return done === true ? { value } : { error: value as Ref };
  }
  try {
    return { value: atOnce(run()) };
  } catch (e) {
    if (e instanceof PyRaise) return { error: e.exception };
    throw e;
  }
}

/** `obj.name()`, whatever it raises. */
export function tryOn(io: Io, obj: Slot, name: string): Tried {
  return tried(io, TRY, obj, name, () => callMethod(io.vm, obj as Value, name, []));
}

/** `obj.name`, or what reading it raises. */
export function tryAttribute(io: Io, obj: Slot, name: string): Tried {
  return tried(io, TRY_ATTRIBUTE, obj, name, () => getAttr(io.vm, obj as Value, name));
}

/** `_PyErr_ChainExceptions1`: an exception that comes behind another tells it as its context. */
export function chained(vm: Operations, later: Ref, earlier: Ref | null): PyRaise {
  if (earlier !== null && earlier !== later) vm.setRef(later, 'exception', 'context', earlier);
  return new PyRaise(later);
}

/** Slots: object, name. Gives whether it answered, and the answer or what it raised. */
const TRY_CALL: Native = {
  start: (vm, { slots, vars }) => {
    const [obj, name] = slots as [Value, string];
    return wait(vars['calls'] === true ? callMethod(vm, obj, name, []) : getAttr(vm, obj, name), 'called');
  },
  phases: { called: (vm, _self, value) => ({ done: newTuple(vm, [true, given(value)]) }) },
  caught: (vm, _self, exception) => ({ done: newTuple(vm, [false, exception]) }),
};

export const IO_CALL_BUILTINS: BuiltinTable = {
  'io.call': (vm, [obj, name, ...args]) => callMethod(vm, obj as Value, name as string, args),
  'io.attribute': (vm, [obj, name]) => getAttr(vm, obj as Value, name as string),
  'io.try': (vm, [obj, name]) => vm.native('io.try', [obj, name], { calls: true }),
  'io.try_attribute': (vm, [obj, name]) => vm.native('io.try', [obj, name], { calls: false }),
};
export const IO_CALL_NATIVES: NativeTable = { 'io.try': TRY_CALL };

/** The work of a method of a type. */
export type IoWork = (io: Io, self: Ref, args: readonly Value[]) => Value;

/** Least and most arguments, and the work. */
export type IoMethod = readonly [least: number, most: number, work: IoWork];

/** The algorithm and the builtins of a type's methods, none of which takes keywords. */
export function ioMethods(
  type: ExtensionTypeName,
  methods: Readonly<Record<string, IoMethod>>,
): { readonly algorithm: Algorithm; readonly builtins: BuiltinTable } {
  const algorithm: Algorithm = {
    name: type,
    run: (vm, [self, ...args], vars, ask) => {
      const [, , work] = methods[String(vars['name'])] as IoMethod;
      return work({ vm, ask, direct: isPlainFile(vm, self) }, self as Ref, args as readonly Value[]);
    },
  };
  const entries = Object.entries(methods).map(([name, [least, most]]): [string, Builtin] => [
    `${type}.${name}`,
    (vm, [self, ...args], keywords) => {
      const shown = `${type.slice(type.indexOf('.') + 1)}.${name}`;
      noKeywords(vm, shown, keywords);
      if (most === 0) exactly(vm, shown, args, 0);
      else if (least === 1 && most === 1) exactly(vm, shown, args, 1);
      else between(vm, name, args, least, most);
      return replay(vm, algorithm, [self, ...args], { name });
    },
  ]);
  return { algorithm, builtins: Object.fromEntries(entries) };
}

/** An argument that is missing, None or an index (`_Py_convert_optional_to_ssize_t`). */
export function optionalSize({ vm, ask }: Io, v: Slot, missing = -1): number {
  if (v === undefined || v === null) return missing;
  if (isIndex(vm, v)) return indexAsking(vm, v, ask);
  throw raise(vm, 'TypeError', `argument should be integer or None, not '${typeName(vm, v)}'`);
}

/** Indexes of the numbers of all open files: whether its death closes it. */
export const LIFE = 0;

/** Whether an object whose class has no `__del__` of its own is closed when it dies. */
export function livesOpen(vm: Operations, cls: Ref): number {
  return cls.id > 0 && typeData(vm, cls).hasDel ? 0 : 1;
}

/** The object is closed: its death tells nothing. */
export function settleLife(vm: Operations, self: Ref): void {
  const data = recordData(vm, self);
  if (data.numbers[LIFE] !== 1) return;
  vm.setNumberAt(self, 'numbers', LIFE, 0);
  if (data.finalized !== true) (vm as Machine).registers.finalizables--;
}

/** What a number of a record says, in a type's own order. */
export const numberAt = (vm: Operations, self: Slot, i: number): number => recordData(vm, self).numbers[i] ?? 0;
