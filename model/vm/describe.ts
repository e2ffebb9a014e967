/**
 * What a trace says of values, without running any of the program's code: the mirror of the recorder's describe.py.
 * @module
 */
import type { TraceException } from '../trace.ts';
import type { ExceptionData } from './heap.ts';
import type { Machine } from './machine.ts';
import { isSubtype, refuseUnknown, TYPES, typeData, typeName, typeOf } from './objects/types.ts';
import { dictEntries } from './protocol/dict-table.ts';
import { ROWS } from './protocol/rows.ts';
import { repr, str } from './protocol/text.ts';
import { PENDING, PyRaise, Ref, type Result, type Value } from './value.ts';

/**
 * Plain data: None, bool, int, float, str, bytes, range, and tuples, lists, sets, frozensets and dicts of plain data, each by its exact
 * type. A container within itself does not make it less plain.
 */
export function isPlain(vm: Machine, value: Value): boolean {
  const seen = new Set<Ref>();
  const pending: Value[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!(next instanceof Ref) || seen.has(next)) continue;
    seen.add(next);
    const data = vm.read(next);
    refuseUnknown(vm, next);
    if (!PLAIN_TYPES.has(data.cls)) return false;
    if (data.kind === 'list' || data.kind === 'tuple') for (const item of data.items) pending.push(item);
    else if (data.kind === 'dict') for (const [k, v] of dictEntries(vm, next)) pending.push(k, v);
    else if (data.kind === 'set') {
      data.slots.forEach((item) => {
        if (item !== undefined) pending.push(item);
      });
    }
  }
  return true;
}

/** By exact type: subclasses, of C modules too, are none. */
const PLAIN_TYPES: ReadonlySet<Ref> = new Set([
  TYPES.list,
  TYPES.tuple,
  TYPES.dict,
  TYPES.set,
  TYPES.frozenset,
  TYPES.range,
  TYPES.bytes,
]);

/** Sorted (name, repr) of the plain data of a namespace; names with two underscores on both sides are the module's own. */
export function plainGlobals(vm: Machine, globals: Ref): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (const [name, value] of dictEntries(vm, globals)) {
    if (typeof name !== 'string' || (name.startsWith('__') && name.endsWith('__'))) continue;
    if (isPlain(vm, value))
      found.push([
        name,
        complete(
          vm,
          () => repr(vm, value),
          (type) => `<${type}>`,
        ),
      ]);
  }
  return found.sort(([a], [b]) => compareCodePoints(a, b));
}

/** Python's order of strings. */
function compareCodePoints(a: string, b: string): number {
  const x = [...a];
  const y = [...b];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i] as string).codePointAt(0)! - (y[i] as string).codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

const FUEL = 1_000_000;

/** Runs an operation to its end after the program, whatever Python code it calls. */
function complete(vm: Machine, start: () => Result, failed: (type: string) => string): string {
  vm.registers.outcome = null;
  let result: Result;
  try {
    result = start();
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    return failed(typeName(vm, error.exception));
  }
  if (result === PENDING) {
    if (vm.run(FUEL) === 0) return failed('RecursionError');
    const outcome = vm.registers.outcome as { exception: Ref | null } | null;
    const exception = outcome?.exception ?? null;
    if (exception !== null) return failed(typeName(vm, exception));
    result = vm.result;
  }
  return typeof result === 'string' ? result : '';
}

const MAX_CHAIN = 50;

/** An exception with its traceback and chain. Chains end where they come back to an exception that is on the way already. */
export function describeException(vm: Machine, error: Ref, depth = 0, seen: readonly Ref[] = []): TraceException {
  const message = complete(
    vm,
    () => str(vm, error),
    () => '<exception str() failed>',
  );
  const data = vm.as(error, 'exception');
  const path = [...seen, error];
  const linked = (other: Value): TraceException | undefined =>
    other instanceof Ref && vm.read(other).kind === 'exception' && !path.includes(other) && depth < MAX_CHAIN
      ? describeException(vm, other, depth + 1, path)
      : undefined;
  const cause = linked(data.cause);
  const context = linked(data.context);
  return {
    type: typeName(vm, error),
    message: withoutAddresses(message),
    traceback: traceback(vm, data),
    ...(cause === undefined ? {} : { cause }),
    ...(context === undefined ? {} : { context }),
  };
}

function traceback(vm: Machine, error: Readonly<ExceptionData>): (readonly [string, number])[] {
  const trail: (readonly [string, number])[] = [];
  for (let next = error.traceback; next instanceof Ref; ) {
    const data = vm.as(next, 'traceback');
    const { code } = vm.as(data.frame, 'frame');
    if (!code.foreign) trail.push([code.code.qualname, data.lineno ?? 0]);
    next = data.next;
  }
  return trail;
}

/** Addresses in a `repr` differ from run to run: they print as `0x…`. */
export function withoutAddresses(text: string): string {
  return text.includes(' at 0x') ? text.replace(/ at 0x[0-9a-fA-F]+/g, ' at 0x…') : text;
}

/** The qualified name of a function, method or class; `<C>` for an instance of another class C. */
export function callableName(vm: Machine, callable: Value): string {
  if (callable instanceof Ref) {
    const data = vm.read(callable);
    if (data.kind === 'method') return callableName(vm, data.func);
    if (data.kind === 'function') return data.qualname;
    if (data.kind === 'type') return classQualname(vm, callable);
    if (data.kind === 'builtin') return builtinQualname(vm, callable);
  }
  return `<${classQualname(vm, typeOf(vm, callable))}>`;
}

/** `__name__` of a value's type: of a type written in C the name without its module, which messages have. */
export function classNameOf(vm: Machine, v: Value): string {
  const name = typeName(vm, v);
  return typeOf(vm, v).id < 0 ? withoutModule(name) : name;
}

/** What `int | str` is an instance of goes by another name from 3.14 on. */
function unionName(vm: Machine): string {
  return ROWS[vm.version].unionIsTypings ? 'Union' : 'UnionType';
}

/** `__qualname__` of a class. */
function classQualname(vm: Machine, cls: Ref): string {
  if (cls === TYPES.UnionType) return unionName(vm);
  const { qualname } = typeData(vm, cls);
  return cls.id < 0 ? withoutModule(qualname) : qualname;
}

function withoutModule(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** A method bound to a class or an object is named after that one; a slot wrapper after the type that has the slot. */
function builtinQualname(vm: Machine, ref: Ref): string {
  const data = vm.as(ref, 'builtin');
  if (data.self instanceof Ref && isSubtype(vm, data.cls, TYPES.builtin_function_or_method)) {
    const self = vm.read(data.self);
    const owner = self.kind === 'type' ? data.self : self.cls;
    return self.kind === 'module' ? data.name : `${classQualname(vm, owner)}.${data.name}`;
  }
  const owner =
    data.impl.includes('.') && !data.impl.includes(':') ? data.impl.slice(0, data.impl.lastIndexOf('.')) : '';
  if (owner === '') return data.name;
  return `${owner === 'UnionType' ? unionName(vm) : withoutModule(owner)}.${data.name}`;
}
