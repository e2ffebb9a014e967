/**
 * What the builtin types add to the registers of builtins, natives and algorithms.
 * @module
 */
import type { Builtin, BuiltinTable, NativeTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import type { Ref } from '../value.ts';
import { objectInit, objectNew, TYPE_CALL, TYPE_INIT, typeCall } from './class.ts';
import { BUILD_CLASS, buildClass } from './class-build.ts';
import { COMPLEX_METHODS, COMPLEX_NEW } from './complex.ts';
import { CONTAINER_ALGORITHMS, CONTAINER_BUILTINS, CONTAINER_NATIVES } from './container-register.ts';
import { EXCEPT_STAR_MATCH, PREP_RERAISE_STAR } from './except-star.ts';
import { SPLIT } from './exception-group.ts';
import { EXCEPTION_METHODS, EXCEPTION_REPR, EXCEPTION_STR } from './exception-methods.ts';
import { NUMBER_ALGORITHMS, NUMBER_BUILTINS, NUMBER_NATIVES } from './number-register.ts';
import { REDUCE_BUILTINS, REDUCE_NATIVES } from './reduce.ts';
import { STR_ENCODE } from './str-encode.ts';
import { STR_ALGORITHMS, STR_BUILTINS, STR_NATIVES } from './str-register.ts';
import { TYPE_NEW, typeNew } from './type-new.ts';

const typeCallMethod: Builtin = (vm, [type, ...args], keywords) => typeCall(vm, type as Ref, args, keywords);

export const OBJECT_BUILTINS: BuiltinTable = {
  ...NUMBER_BUILTINS,
  ...STR_BUILTINS,
  ...STR_ENCODE,
  ...CONTAINER_BUILTINS,
  ...COMPLEX_METHODS,
  ...EXCEPTION_METHODS,
  ...REDUCE_BUILTINS,
  __build_class__: buildClass,
  'object.__new__': (vm, [type, ...args], keywords) => objectNew(vm, type as Ref, args, keywords),
  'object.__init__': (vm, [self, ...args], keywords) => objectInit(vm, self as Ref, args, keywords),
  'type.__new__': (vm, args, keywords) => typeNew(vm, args, keywords),
  'type.__init__': () => null,
  'type.__call__': typeCallMethod,
};

export const OBJECT_NATIVES: NativeTable = {
  ...NUMBER_NATIVES,
  ...STR_NATIVES,
  ...CONTAINER_NATIVES,
  ...REDUCE_NATIVES,
  build_class: BUILD_CLASS,
  type_new: TYPE_NEW,
  type_init: TYPE_INIT,
  type_call: TYPE_CALL,
};

export const OBJECT_ALGORITHMS: readonly Algorithm[] = [
  ...NUMBER_ALGORITHMS,
  ...STR_ALGORITHMS,
  ...CONTAINER_ALGORITHMS,
  COMPLEX_NEW,
  EXCEPTION_REPR,
  EXCEPTION_STR,
  SPLIT,
  EXCEPT_STAR_MATCH,
  PREP_RERAISE_STAR,
];
