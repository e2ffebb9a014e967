/**
 * What CPython's specialize.c makes of CALL, LOAD_ATTR, LOAD_SUPER_ATTR and subscripts, as far as an event tells: forms that enter Python code without C
 * code between, and those that leave a method unbound for CALL. Every other form does what the instruction does and is `other`.
 * @module
 */
import { CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS } from '../../code/code-object.ts';
import { afterMiss, type Form, formOf, isDue, isPaused } from '../../monitoring/adaptive.ts';
import { codeMonitoring } from '../../monitoring/instrumentation.ts';
import { ENTERED } from '../frame.ts';
import type { FunctionData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { isType, TYPES, typeData } from '../objects/types.ts';
import type { BoundInstruction } from '../operations.ts';
import { getItem } from '../protocol/items.ts';
import { isStaticBuiltin, lookupType } from '../protocol/lookup.ts';
import type { TypeLookups } from '../type-lookups.ts';
import { type Exhausted, PENDING, Ref, type Result, type Slot, type Value } from '../value.ts';
import { asValue, dropResult } from './table.ts';

/** A form that an instruction can be specialised for, and what its guard compares; `none` where it cannot be. */
export interface Wanted {
  readonly form: Form;
  readonly guard: string;
}

const NONE: Wanted = { form: 'none', guard: '' };
/** Of objects that are no instances of Python classes: nothing that events depend on. */
const BUILTIN: Wanted = { form: 'other', guard: '' };
/** What guards compare that is no class: written once, since every run of an instruction asks for them. */
const METHOD: Wanted = { form: 'other', guard: 'm' };
const C_FUNCTION: Wanted = { form: 'other', guard: 'b' };
const GENERAL: Wanted = { form: 'other', guard: 'c' };
const STRING: Wanted = { form: 'other', guard: 's' };
const DICT: Wanted = { form: 'other', guard: 'd' };
const LIST: Wanted = { form: 'other', guard: 'l' };
const TUPLE: Wanted = { form: 'other', guard: 't' };
const SUPER: Wanted = { form: 'super', guard: '' };
const FUNCTIONS: Wanted[] = [];

/** A Python function, by the index of its code. */
function functionOf(code: number): Wanted {
  while (FUNCTIONS.length <= code) FUNCTIONS.push({ form: 'other', guard: `f${FUNCTIONS.length}` });
  return FUNCTIONS[code] as Wanted;
}

/** Runs the adaptive counter of an uninstrumented instruction; the form in which it runs now, `none` for its general one. */
export function runsAs(vm: Machine, { index, code }: BoundInstruction, wanted: Wanted): Form {
  const { form, guard } = wanted;
  const mark = (vm.marks as readonly number[])[index] as number;
  const { guards } = vm.registers.monitoring.codes[code.index] as { readonly guards: Readonly<Record<number, string>> };
  if (form !== 'none' && formOf(mark) === form && (guards[index] ?? '') === guard) return form;
  const data = codeMonitoring(vm.ownMonitoring(), code);
  data.marks[index] = afterMiss(mark, form, true, vm.world.profile.backoff);
  vm.refreshMarks();
  if (form === 'none' || !isDue(mark)) return 'none';
  data.guards = { ...data.guards, [index]: guard };
  return form;
}

/** True for an instruction whose counter runs: it is not instrumented, nor behind LINE or INSTRUCTION that has just been taken off. */
export function adapts(vm: Machine, { index }: BoundInstruction): boolean {
  if (vm.marks === null || isPaused(vm.marks[index] as number)) return false;
  return vm.previous !== index || vm.world.profile.pausedRunCounts;
}

/** A class and how often it or a base of it was changed: CPython's version tag. */
function versionOf(vm: Machine, type: Ref): string {
  const known = vm.typeCache(type);
  if (known !== null && known.version !== null) return known.version;
  let changes = 0;
  for (const base of typeData(vm, type).mro) changes += typeData(vm, base as Ref).changes;
  const version = `${type.id}.${changes}`;
  if (isWatched(known)) known.version = version;
  return version;
}

/** Only once a name was looked up do the dicts of the classes tell of their changes. */
function isWatched(known: TypeLookups | null): known is TypeLookups {
  return known !== null && known.size > 0;
}

/** `SIMPLE_FUNCTION` with so many arguments. */
function isSimpleFunction(vm: Machine, value: Slot, argcount: number): boolean {
  const data = value instanceof Ref ? vm.read(value) : null;
  return data?.kind === 'function' && isSimple(data) && data.code.code.argcount === argcount;
}

function isSimple({ code: { code } }: Readonly<FunctionData>): boolean {
  return (code.flags & (CO_VARKEYWORDS | CO_VARARGS | CO_OPTIMIZED)) === CO_OPTIMIZED && code.kwonlyargcount === 0;
}

/** The class of an instance of a Python class; null for everything else. */
function pythonClass(vm: Machine, value: Value): Ref | null {
  if (!(value instanceof Ref)) return null;
  const { cls, kind } = vm.read(value);
  return cls.id < 0 || kind === 'type' ? null : cls;
}

/** `_Py_Specialize_Call`: of classes with a Python `__init__`. `given`: arguments, self included where the stack has one. */
export function wantedCall(vm: Machine, callable: Value, self: Slot, given: number): Wanted {
  const data = callable instanceof Ref ? vm.read(callable) : null;
  if (data?.kind === 'function') return functionOf(data.code.index);
  if (data?.kind === 'method') return METHOD;
  if (data?.kind === 'builtin') return C_FUNCTION;
  const type = callable as Ref;
  if (data?.kind !== 'type' || type.id < 0 || data.cls !== TYPES.type || self !== undefined) return GENERAL;
  if (lookupType(vm, type, '__new__') !== lookupType(vm, TYPES.object, '__new__')) return GENERAL;
  const init = lookupType(vm, type, '__init__');
  const made = init instanceof Ref ? vm.read(init) : null;
  const always = vm.world.profile.entersInit === 'always';
  if (made?.kind !== 'function' || !isSimple(made) || !(always || data.hasDict)) return GENERAL;
  return always || made.code.code.argcount === given + 1 ? { form: 'init', guard: versionOf(vm, type) } : NONE;
}

/** `_Py_Specialize_LoadAttr`: of instances of Python classes. */
export function wantedAttribute(vm: Machine, owner: Value, name: string, asMethod: boolean): Wanted {
  const type = pythonClass(vm, owner);
  if (type === null) return BUILTIN;
  const lookups = vm.typeCache(type);
  const loads = asMethod ? lookups?.methodLoads : lookups?.valueLoads;
  const known = loads?.get(name);
  if (known !== undefined && known.sharedKeys === typeData(vm, type).sharedKeys) return known.wanted as Wanted;
  const { wanted, lasts } = decideAttribute(vm, type, name, asMethod);
  if (lasts && isWatched(lookups)) loads?.set(name, { sharedKeys: typeData(vm, type).sharedKeys, wanted });
  return wanted;
}

/** `lasts`: it depends on the classes alone, and not on what a function's code is. */
function decideAttribute(
  vm: Machine,
  type: Ref,
  name: string,
  asMethod: boolean,
): { readonly wanted: Wanted; readonly lasts: boolean } {
  const version = versionOf(vm, type);
  const getattribute = lookupType(vm, type, '__getattribute__');
  const hasGetattr = lookupType(vm, type, '__getattr__') !== undefined;
  if (getattribute !== undefined && !isStaticBuiltin(getattribute)) {
    const enters = !hasGetattr && !asMethod && isSimpleFunction(vm, getattribute, 2);
    return { wanted: enters ? { form: 'getattribute', guard: version } : NONE, lasts: false };
  }
  const found = lookupType(vm, type, name);
  if (found === undefined) return { wanted: { form: 'other', guard: version }, lasts: true };
  const data = found instanceof Ref ? vm.read(found) : null;
  if (data?.kind === 'function') {
    const { sharedKeys } = typeData(vm, type);
    if (!asMethod || sharedKeys?.includes(name)) return { wanted: NONE, lasts: true };
    return { wanted: { form: 'method', guard: `${version}.${sharedKeys?.length ?? 0}` }, lasts: true };
  }
  if (found instanceof Ref && data?.cls === TYPES.property) {
    const getter = data.kind === 'record' ? data.slots[0] : undefined;
    const enters = !hasGetattr && !asMethod && isSimpleFunction(vm, getter, 1);
    return { wanted: enters ? { form: 'property', guard: version } : NONE, lasts: false };
  }
  return { wanted: asMethod ? NONE : { form: 'other', guard: version }, lasts: true };
}

/** `_Py_Specialize_BinarySubscr`: of instances of Python classes. */
export function wantedSubscript(vm: Machine, container: Value, key: Value): Wanted {
  const type = pythonClass(vm, container);
  if (type !== null) {
    const enters = isSimpleFunction(vm, lookupType(vm, type, '__getitem__'), 2);
    return enters ? { form: 'getitem', guard: versionOf(vm, type) } : NONE;
  }
  if (typeof container === 'string') return typeof key === 'number' && key >= 0 ? STRING : NONE;
  const cls = container instanceof Ref ? vm.read(container).cls : null;
  if (cls === TYPES.dict) return DICT;
  if (typeof key !== 'number' || key < 0) return NONE;
  return cls === TYPES.list ? LIST : cls === TYPES.tuple ? TUPLE : NONE;
}

/** `_Py_Specialize_LoadSuperAttr`: the method form, which leaves a method unbound. */
export function wantedSuper(vm: Machine, superType: Value, cls: Value): Wanted {
  return superType === TYPES.super && isType(vm, cls) ? SUPER : NONE;
}

/** The function and self of a bound method, as a specialised load leaves them for CALL; undefined where there is none. */
export function unbound(vm: Machine, value: Value): { readonly func: Value; readonly self: Value } | undefined {
  const data = value instanceof Ref ? vm.read(value) : null;
  return data?.kind === 'method' ? { func: data.func, self: data.self } : undefined;
}

/** Says of a pending operation that its Python function was entered without C code. */
export function enters(caller: Machine['f'], result: Result): Result {
  if (result === PENDING) caller.phase = ENTERED;
  return result;
}

/** The function that was entered has returned: 3.12 comes back to the last cache, which has no line, so that the next LINE is no repetition. */
export function comeBack(vm: Machine): void {
  if (vm.f.phase !== ENTERED) return;
  vm.f.phase = 0;
  if (vm.world.profile.returnsToCache) vm.f.lasti = -1;
}

/** What pushes the result of an instruction that may have entered a function. */
export function pushEntered(vm: Machine, _instruction: BoundInstruction, value: Value | Exhausted): void {
  comeBack(vm);
  vm.push(asValue(value));
}

/** container[key], by the form that the instruction has. */
export function subscript(
  vm: Machine,
  instruction: BoundInstruction,
  container: Value,
  key: Value,
  moved: (vm: Machine) => void = dropResult,
): Result {
  if (!adapts(vm, instruction)) return getItem(vm, container, key);
  const caller = vm.f;
  const form = runsAs(vm, instruction, wantedSubscript(vm, container, key));
  if (form !== 'getitem') return getItem(vm, container, key);
  moved(vm);
  return enters(caller, getItem(vm, container, key));
}
