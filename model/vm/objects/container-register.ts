/**
 * What the container types add to the registers.
 * @module
 */

import type { BuiltinTable, NativeTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import { BYTEARRAY_ALGORITHMS, BYTEARRAY_BUILTINS, BYTEARRAY_NATIVES } from './bytearray-methods.ts';
import { BYTES_METHOD, BYTES_METHODS, BYTES_NATIVES, BYTES_OF, BYTES_OF_BUFFER, BYTES_ZEROS } from './bytes-methods.ts';
import { DICT_METHODS } from './dict-methods.ts';
import { DICT_UPDATE_NATIVES } from './dict-update.ts';
import { DICT_VIEW_METHODS, DICT_VIEW_NATIVES, ITEM_EQUAL, ITEMS_XOR } from './dict-views.ts';
import { FRAME_LOCALS_ALGORITHMS, FRAME_LOCALS_BUILTINS, FRAME_LOCALS_NATIVES } from './frame-locals.ts';
import { FROZENDICT_ALGORITHMS, FROZENDICT_BUILTINS, FROZENDICT_NATIVES } from './frozendict.ts';
import { LIST_AT, LIST_METHODS, LIST_NATIVES, LIST_REPEAT } from './list-methods.ts';
import { MEMORYVIEW_ALGORITHMS, MEMORYVIEW_BUILTINS } from './memoryview.ts';
import { NAMESPACE_BUILTINS, NAMESPACE_NATIVES } from './namespace.ts';
import { BYTES_MOD } from './percent.ts';
import { RANGE_METHODS, RANGE_NEW, SLICE_INDICES } from './range-methods.ts';
import { SENTINEL_BUILTINS } from './sentinel.ts';
import { RANGE_SEARCH, SEARCH_ABSENT, SEARCH_BOUNDS, SEARCH_NATIVES } from './sequence-search.ts';
import { SET_COMBINE, SET_COMBINE_NATIVES, SET_STEP } from './set-combine.ts';
import { SET_KEY, SET_METHODS, SET_NATIVES } from './set-methods.ts';
import { SET_OPERATOR_NATIVES, SET_OPERATORS } from './set-operators.ts';
import { TUPLE_METHODS, TUPLE_NATIVES } from './tuple-methods.ts';
import { UNION_ALGORITHMS, UNION_BUILTINS, UNION_NATIVES } from './union.ts';

export const CONTAINER_BUILTINS: BuiltinTable = {
  ...LIST_METHODS,
  ...TUPLE_METHODS,
  ...RANGE_METHODS,
  ...SET_METHODS,
  ...SET_OPERATORS,
  ...DICT_METHODS,
  ...DICT_VIEW_METHODS,
  ...BYTES_METHODS,
  ...BYTEARRAY_BUILTINS,
  ...MEMORYVIEW_BUILTINS,
  ...FRAME_LOCALS_BUILTINS,
  ...FROZENDICT_BUILTINS,
  ...UNION_BUILTINS,
  ...SENTINEL_BUILTINS,
  ...NAMESPACE_BUILTINS,
};

export const CONTAINER_NATIVES: NativeTable = {
  ...LIST_NATIVES,
  ...SEARCH_NATIVES,
  ...UNION_NATIVES,
  ...NAMESPACE_NATIVES,
  ...FRAME_LOCALS_NATIVES,
  ...TUPLE_NATIVES,
  ...SET_NATIVES,
  ...SET_COMBINE_NATIVES,
  ...SET_OPERATOR_NATIVES,
  ...DICT_UPDATE_NATIVES,
  ...DICT_VIEW_NATIVES,
  ...BYTES_NATIVES,
  ...BYTEARRAY_NATIVES,
  ...FROZENDICT_NATIVES,
};

export const CONTAINER_ALGORITHMS: readonly Algorithm[] = [
  SEARCH_ABSENT,
  SEARCH_BOUNDS,
  RANGE_SEARCH,
  LIST_AT,
  LIST_REPEAT,
  RANGE_NEW,
  SLICE_INDICES,
  SET_KEY,
  SET_COMBINE,
  SET_STEP,
  ITEMS_XOR,
  ITEM_EQUAL,
  BYTES_METHOD,
  BYTES_MOD,
  BYTES_OF,
  BYTES_ZEROS,
  BYTES_OF_BUFFER,
  ...BYTEARRAY_ALGORITHMS,
  ...MEMORYVIEW_ALGORITHMS,
  ...FRAME_LOCALS_ALGORITHMS,
  ...FROZENDICT_ALGORITHMS,
  ...UNION_ALGORITHMS,
];
