/**
 * What a descriptor of a builtin type takes: a receiver of that type first (`descr_check` and its kin in descrobject.c).
 * @module
 */
import type { BuiltinData } from '../heap.ts';
import type { Keywords, Operations } from '../operations.ts';
import { type PyRaise, Ref, type Slot, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { fitsConvention, refuseArguments } from './method-arguments.ts';
import { isInstance, isSubtype, isType, nameOfType, ownerOf, TYPES, typeData, typeName, typeOf } from './types.ts';
import { checkWrapped } from './wrapper-arguments.ts';

/** `method_check_args`, `wrapperdescr_call`, `classmethoddescr_call`: before a descriptor runs. TypeError for what does not fit. */
export function checkDescriptor(
  vm: Operations,
  data: Readonly<BuiltinData>,
  args: readonly Value[],
  keywords: Keywords | null,
): void {
  switch (data.cls) {
    case TYPES.method_descriptor:
      if (args.length > 0) {
        checkInstance(vm, data, args[0] as Value);
        return checkArguments(vm, data, qualname, args.length - 1, keywords);
      }
      throw raise(vm, 'TypeError', `unbound method ${qualname(vm, data)}() needs an argument`);
    case TYPES.wrapper_descriptor:
      checkWrapperSelf(vm, data, args[0]);
      return checkWrapped(vm, data.name, args.slice(1), keywords);
    case TYPES.classmethod_descriptor:
      if (args.length > 0) {
        checkClass(vm, data, args[0] as Value);
        return checkArguments(vm, data, qualname, args.length - 1, keywords);
      }
      throw needsArgument(vm, data);
    default:
  }
}

function qualname(vm: Operations, { impl, name }: Readonly<BuiltinData>): string {
  return `${typeData(vm, ownerOf(impl)).qualname}.${name}`;
}

/** The same where the receiver is bound already. */
export function checkBound(
  vm: Operations,
  data: Readonly<BuiltinData>,
  args: readonly Value[],
  keywords: Keywords | null,
): void {
  if (data.cls === TYPES['method-wrapper']) checkWrapped(vm, data.name, args, keywords);
  else checkArguments(vm, data, boundQualname, args.length, keywords);
}

/** By the calling convention; `nameOf` names the method in messages. */
function checkArguments(
  vm: Operations,
  data: Readonly<BuiltinData>,
  nameOf: (vm: Operations, data: Readonly<BuiltinData>) => string,
  given: number,
  keywords: Keywords | null,
): void {
  if (!fitsConvention(data.impl, given, keywords)) refuseArguments(vm, data.impl, nameOf(vm, data), given, keywords);
}

/** `meth_get__qualname__`: named after the class of the object that a builtin is bound to, or after that class. */
export function boundQualname(vm: Operations, { self, name }: Readonly<BuiltinData>): string {
  if (self === undefined) return name;
  const data = self instanceof Ref ? vm.read(self) : null;
  if (data?.kind === 'module') return name;
  return `${typeData(vm, data?.kind === 'type' ? (self as Ref) : typeOf(vm, self)).qualname}.${name}`;
}

function needsArgument(vm: Operations, { impl, name }: Readonly<BuiltinData>): PyRaise {
  const text = `descriptor '${name}' of '${nameOfType(vm, ownerOf(impl))}' object needs an argument`;
  return raise(vm, 'TypeError', text);
}

function checkWrapperSelf(vm: Operations, data: Readonly<BuiltinData>, self: Slot): void {
  if (self === undefined) throw needsArgument(vm, data);
  const owner = ownerOf(data.impl);
  if (isInstance(vm, self, owner)) return;
  const text = `requires a '${nameOfType(vm, owner)}' object but received a '${typeName(vm, self)}'`;
  throw raise(vm, 'TypeError', `descriptor '${data.name}' ${text}`);
}

/** `descr_check`. */
export function checkInstance(vm: Operations, { impl, name, owner }: Readonly<BuiltinData>, self: Value): void {
  const type = owner ?? ownerOf(impl);
  if (isInstance(vm, self, type)) return;
  const text = `for '${nameOfType(vm, type)}' objects doesn't apply to a '${typeName(vm, self)}' object`;
  throw raise(vm, 'TypeError', `descriptor '${name}' ${text}`);
}

/** `classmethod_get`. */
export function checkClass(vm: Operations, { impl, name }: Readonly<BuiltinData>, type: Value): asserts type is Ref {
  const owner = ownerOf(impl);
  if (!isType(vm, type)) {
    const text = `needs a type, not a '${typeName(vm, type)}' as arg 2`;
    throw raise(vm, 'TypeError', `descriptor '${name}' for type '${nameOfType(vm, owner)}' ${text}`);
  }
  if (isSubtype(vm, type, owner)) return;
  const text = `requires a subtype of '${nameOfType(vm, owner)}' but received '${nameOfType(vm, type)}'`;
  throw raise(vm, 'TypeError', `descriptor '${name}' ${text}`);
}
