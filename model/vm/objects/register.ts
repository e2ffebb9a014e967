/**
 * What the builtin types add to the registers of builtins, natives and algorithms.
 * @module
 */

import type { Builtin, BuiltinTable, NativeTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import type { Ref } from '../value.ts';
import { ABSTRACT_ALGORITHMS, ABSTRACT_BUILTINS, ABSTRACT_NATIVES } from './abstract-methods.ts';
import { objectInit, objectNew, TYPE_CALL, TYPE_INIT, typeCall } from './class.ts';
import { BUILD_CLASS, buildClass } from './class-build.ts';
import { COMPLEX_METHODS, COMPLEX_NEW } from './complex.ts';
import { CONTAINER_ALGORITHMS, CONTAINER_BUILTINS, CONTAINER_NATIVES } from './container-register.ts';
import { EXCEPT_STAR_MATCH, PREP_RERAISE_STAR } from './except-star.ts';
import { SPLIT } from './exception-group.ts';
import { EXCEPTION_INIT } from './exception-init.ts';
import { EXCEPTION_ALGORITHMS, EXCEPTION_METHODS } from './exception-methods.ts';
import { EXCEPTION_REDUCE_BUILTINS, EXCEPTION_REDUCE_NATIVES } from './exception-reduce.ts';
import { raise } from './exceptions.ts';
import { baseOf } from './mro.ts';
import { staticNew } from './new-slot.ts';
import { NUMBER_ALGORITHMS, NUMBER_BUILTINS, NUMBER_NATIVES } from './number-register.ts';
import { asKind } from './payload.ts';
import { REDUCE_BUILTINS, REDUCE_NATIVES } from './reduce.ts';
import { STR_ENCODE } from './str-encode.ts';
import { STR_ALGORITHMS, STR_BUILTINS, STR_NATIVES } from './str-register.ts';
import { TYPE_MRO_NATIVES } from './type-mro.ts';
import { TYPE_NEW, typeNew } from './type-new.ts';
import { isSubtype, isType, TYPES, typeData, typeName } from './types.ts';

const typeCallMethod: Builtin = (vm, [type, ...args], keywords) => typeCall(vm, type as Ref, args, keywords);

/** `tp_new_wrapper`: `T.__new__` as a program calls it, with the type to make an instance of. */
function newWrapper(name: string, make: Builtin, table: BuiltinTable): Builtin {
  return (vm, args, keywords) => {
    const [subtype] = args;
    const type = TYPES[name.slice(0, name.lastIndexOf('.')) as keyof typeof TYPES];
    const called = typeData(vm, type).name;
    if (subtype === undefined) throw raise(vm, 'TypeError', `${called}.__new__(): not enough arguments`);
    if (!isType(vm, subtype))
      throw raise(vm, 'TypeError', `${called}.__new__(X): X is not a type object (${typeName(vm, subtype)})`);
    const wanted = typeData(vm, subtype).name;
    if (!isSubtype(vm, subtype, type))
      throw raise(vm, 'TypeError', `${called}.__new__(${wanted}): ${wanted} is not a subtype of ${called}`);
    let base: Ref | undefined = subtype;
    while (base !== undefined && typeData(vm, base).slotNew === true) base = baseOf(vm, base);
    const safe = base === undefined ? undefined : asKind(vm, staticNew(vm, base), 'builtin');
    if (base !== undefined && (safe === undefined || table[safe.impl] !== make)) {
      const text = `${called}.__new__(${wanted}) is not safe, use ${typeData(vm, base).name}.__new__()`;
      throw raise(vm, 'TypeError', text);
    }
    return make(vm, args, keywords);
  };
}

/** What is called as `T.__new__` checks the type that it is given. */
export const wrapped = (table: BuiltinTable): BuiltinTable =>
  Object.fromEntries(
    Object.entries(table).map(([name, run]) => [name, name.endsWith('.__new__') ? newWrapper(name, run, table) : run]),
  );

export const OBJECT_BUILTINS: BuiltinTable = wrapped({
  ...NUMBER_BUILTINS,
  ...STR_BUILTINS,
  ...STR_ENCODE,
  ...CONTAINER_BUILTINS,
  ...COMPLEX_METHODS,
  ...EXCEPTION_METHODS,
  ...REDUCE_BUILTINS,
  ...EXCEPTION_REDUCE_BUILTINS,
  ...ABSTRACT_BUILTINS,
  __build_class__: buildClass,
  'object.__new__': (vm, [type, ...args], keywords) => objectNew(vm, type as Ref, args, keywords),
  'object.__init__': (vm, [self, ...args], keywords) => objectInit(vm, self as Ref, args, keywords),
  'type.__new__': (vm, args, keywords) => typeNew(vm, args, keywords),
  'type.__init__': () => null,
  'type.__call__': typeCallMethod,
});

export const OBJECT_NATIVES: NativeTable = {
  ...NUMBER_NATIVES,
  ...STR_NATIVES,
  ...CONTAINER_NATIVES,
  ...REDUCE_NATIVES,
  ...EXCEPTION_REDUCE_NATIVES,
  ...ABSTRACT_NATIVES,
  build_class: BUILD_CLASS,
  ...TYPE_MRO_NATIVES,
  type_new: TYPE_NEW,
  type_init: TYPE_INIT,
  type_call: TYPE_CALL,
};

export const OBJECT_ALGORITHMS: readonly Algorithm[] = [
  ...NUMBER_ALGORITHMS,
  ...STR_ALGORITHMS,
  ...CONTAINER_ALGORITHMS,
  ...ABSTRACT_ALGORITHMS,
  COMPLEX_NEW,
  EXCEPTION_INIT,
  ...EXCEPTION_ALGORITHMS,
  SPLIT,
  EXCEPT_STAR_MATCH,
  PREP_RERAISE_STAR,
];
