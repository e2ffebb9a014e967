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
import { type Exhausted, PENDING, Ref, type Result, type Slot, type Value } from '../value.ts';
import { asValue } from './table.ts';

/** A form that an instruction can be specialised for, and what its guard compares; `none` where it cannot be. */
export interface Wanted {
  readonly form: Form;
  readonly guard: string;
}

const NONE: Wanted = { form: 'none', guard: '' };
/** Of objects that are no instances of Python classes: nothing that events depend on. */
const BUILTIN: Wanted = { form: 'other', guard: '' };

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
  let changes = 0;
  for (const base of typeData(vm, type).mro) changes += typeData(vm, base as Ref).changes;
  return `${type.id}.${changes}`;
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
  if (data?.kind === 'function') return { form: 'other', guard: `f${data.code.index}` };
  if (data?.kind === 'method') return { form: 'other', guard: 'm' };
  if (data?.kind === 'builtin') return { form: 'other', guard: 'b' };
  const general: Wanted = { form: 'other', guard: 'c' };
  const type = callable as Ref;
  if (data?.kind !== 'type' || type.id < 0 || data.cls !== TYPES.type || self !== undefined) return general;
  if (lookupType(vm, type, '__new__') !== lookupType(vm, TYPES.object, '__new__')) return general;
  const init = lookupType(vm, type, '__init__');
  const made = init instanceof Ref ? vm.read(init) : null;
  const always = vm.world.profile.entersInit === 'always';
  if (made?.kind !== 'function' || !isSimple(made) || !(always || data.hasDict)) return general;
  return always || made.code.code.argcount === given + 1 ? { form: 'init', guard: versionOf(vm, type) } : NONE;
}

/** `_Py_Specialize_LoadAttr`: of instances of Python classes. */
export function wantedAttribute(vm: Machine, owner: Value, name: string, asMethod: boolean): Wanted {
  const type = pythonClass(vm, owner);
  if (type === null) return BUILTIN;
  const version = versionOf(vm, type);
  const getattribute = lookupType(vm, type, '__getattribute__');
  const hasGetattr = lookupType(vm, type, '__getattr__') !== undefined;
  if (getattribute !== undefined && !isStaticBuiltin(getattribute)) {
    const enters = !hasGetattr && !asMethod && isSimpleFunction(vm, getattribute, 2);
    return enters ? { form: 'getattribute', guard: version } : NONE;
  }
  const found = lookupType(vm, type, name);
  if (found === undefined) return { form: 'other', guard: version };
  const data = found instanceof Ref ? vm.read(found) : null;
  if (data?.kind === 'function') {
    const { sharedKeys } = typeData(vm, type);
    if (!asMethod || sharedKeys?.includes(name)) return NONE;
    return { form: 'method', guard: `${version}.${sharedKeys?.length ?? 0}` };
  }
  if (found instanceof Ref && data?.cls === TYPES.property) {
    const getter = data.kind === 'record' ? data.slots[0] : undefined;
    const enters = !hasGetattr && !asMethod && isSimpleFunction(vm, getter, 1);
    return enters ? { form: 'property', guard: version } : NONE;
  }
  return asMethod ? NONE : { form: 'other', guard: version };
}

/** `_Py_Specialize_BinarySubscr`: of instances of Python classes. */
export function wantedSubscript(vm: Machine, container: Value, key: Value): Wanted {
  const type = pythonClass(vm, container);
  if (type !== null) {
    const enters = isSimpleFunction(vm, lookupType(vm, type, '__getitem__'), 2);
    return enters ? { form: 'getitem', guard: versionOf(vm, type) } : NONE;
  }
  if (typeof container === 'string') return typeof key === 'number' && key >= 0 ? { form: 'other', guard: 's' } : NONE;
  const cls = container instanceof Ref ? vm.read(container).cls : null;
  if (cls === TYPES.dict) return { form: 'other', guard: 'd' };
  const sequence = cls === TYPES.list || cls === TYPES.tuple;
  return sequence && typeof key === 'number' && key >= 0 ? { form: 'other', guard: String(cls?.id) } : NONE;
}

/** `_Py_Specialize_LoadSuperAttr`: the method form, which leaves a method unbound. */
export function wantedSuper(vm: Machine, superType: Value, cls: Value): Wanted {
  return superType === TYPES.super && isType(vm, cls) ? { form: 'super', guard: '' } : NONE;
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
export function subscript(vm: Machine, instruction: BoundInstruction, container: Value, key: Value): Result {
  if (!adapts(vm, instruction)) return getItem(vm, container, key);
  const caller = vm.f;
  const form = runsAs(vm, instruction, wantedSubscript(vm, container, key));
  const result = getItem(vm, container, key);
  return form === 'getitem' ? enters(caller, result) : result;
}
