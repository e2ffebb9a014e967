/**
 * Making, raising and matching exceptions (Objects/exceptions.c, `PyErr_GivenExceptionMatches`).
 * @module
 */
import type { ExceptionData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { ModelError, PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { asKind } from './payload.ts';
import type { ExceptionName } from './type-table.ts';
import { isSubtype, isType, TYPES, typeOf } from './types.ts';

/**
 * An exception on its way: `throw raise(vm, 'TypeError', 'bad operand …')`. A string is the only argument; an array is `args`.
 */
export function raise(vm: Operations, type: ExceptionName, message: string | readonly Value[] = []): PyRaise {
  const exception = newException(vm, TYPES[type], typeof message === 'string' ? [message] : message);
  chainContext(vm, exception);
  return new PyRaise(exception);
}

/**
 * `_PyErr_SetObject`: an exception that is raised gets the one being handled as its context; a chain that would lead back to it is cut there.
 */
export function chainContext(vm: Operations, exception: Ref): void {
  const handled = vm.handled();
  if (handled === null || handled === exception) return;
  const seen = new Set<Ref>();
  for (let link = handled; !seen.has(link); ) {
    seen.add(link);
    const { context } = exceptionData(vm, link);
    if (context === null) break;
    if (context === exception) {
      vm.setRef(link, 'exception', 'context', null);
      break;
    }
    link = context as Ref;
  }
  vm.setRef(exception, 'exception', 'context', handled);
}

/** `raise` with C-level members set, as `PyErr_SetImportError` and the name suggestions do: AttributeError's `name` and `obj`. */
export function raiseWith(
  vm: Operations,
  type: ExceptionName,
  message: string,
  members: Readonly<Record<string, Value>>,
): PyRaise {
  const raised = raise(vm, type, message);
  for (const [name, value] of Object.entries(members)) setMember(vm, raised.exception, name, value);
  return raised;
}

/** An exception with the fields of a new object: what `BaseException.__new__` makes. */
export function allocException(vm: Operations, type: Ref, args: readonly Value[]): Ref {
  return vm.alloc({
    kind: 'exception',
    cls: type,
    args: [...args],
    cause: null,
    context: null,
    suppressContext: false,
    traceback: null,
    members: {},
    attrs: null,
    finalized: false,
  });
}

/**
 * A new exception as the interpreter itself makes one: of a builtin type, without a call of the type. OSError and groups, whose constructors
 * do more, are called as types.
 */
export function newException(vm: Operations, type: Ref, args: readonly Value[]): Ref {
  const exception = allocException(vm, type, args);
  if (type === TYPES.StopIteration) setMember(vm, exception, 'value', args[0] ?? null);
  else if (type === TYPES.ImportError || type === TYPES.ModuleNotFoundError)
    setMember(vm, exception, 'msg', args[0] ?? null);
  return exception;
}

/** `StopIteration.value`: what a generator returned. */
export function stopIterationValue(vm: Operations, exception: Ref): Value {
  return exceptionData(vm, exception).members['value'] ?? null;
}

/** The contents of an exception; a `ModelError` if it is none. */
export function exceptionData(vm: Operations, exception: Ref): Readonly<ExceptionData> {
  const data = vm.read(exception);
  if (data.kind !== 'exception') throw new ModelError(`not an exception: ${data.kind}`);
  return data;
}

/** Sets one C-level member, or takes it away. */
export function setMember(vm: Operations, exception: Ref, name: string, value: Slot): void {
  const { members } = exceptionData(vm, exception);
  const { [name]: _before, ...others } = members;
  vm.setRef(exception, 'exception', 'members', value === undefined ? others : { ...members, [name]: value });
}

/** True for exception instances. */
export function isException(vm: Operations, v: Value): v is Ref {
  return asKind(vm, v, 'exception') !== undefined;
}

/** True for classes that derive from BaseException: `PyExceptionClass_Check`. */
export function isExceptionType(vm: Operations, v: Value): v is Ref {
  return isType(vm, v) && isSubtype(vm, v, TYPES.BaseException);
}

/** What a class gave that should have made an exception is none; `got` names its type. */
export function noException(vm: Operations, cls: string, got: string): PyRaise {
  const text = `calling <class '${cls}'> should have returned an instance of BaseException, not ${got}`;
  return raise(vm, 'TypeError', text);
}

/** `PyErr_GivenExceptionMatches`: by real types; a tuple matches if one of its members does. What is no exception type matches nothing. */
export function exceptionMatches(vm: Operations, exception: Ref, types: Value): boolean {
  const tuple = asKind(vm, types, 'tuple');
  if (tuple) return tuple.items.some((type) => exceptionMatches(vm, exception, type));
  return isExceptionType(vm, types) && isSubtype(vm, typeOf(vm, exception), types);
}

/** `_PyEval_CheckExceptTypeValid`: TypeError where an `except` clause names something else than exception classes. */
export function checkExceptTypes(vm: Operations, types: Value): void {
  const tuple = asKind(vm, types, 'tuple');
  const all = tuple ? tuple.items : [types];
  if (!all.every((type) => isExceptionType(vm, type)))
    throw raise(vm, 'TypeError', 'catching classes that do not inherit from BaseException is not allowed');
}

/** `_PyEval_CheckExceptStarTypeValid`: besides, `except*` may not name exception groups. */
export function checkExceptStarTypes(vm: Operations, types: Value): void {
  checkExceptTypes(vm, types);
  const tuple = asKind(vm, types, 'tuple');
  const all = tuple ? tuple.items : [types];
  if (all.some((type) => isExceptionType(vm, type) && isSubtype(vm, type, TYPES.BaseExceptionGroup)))
    throw raise(vm, 'TypeError', 'catching ExceptionGroup with except* is not allowed. Use except instead.');
}
