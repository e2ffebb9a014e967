/**
 * What str adds to the registers.
 * @module
 */
import type { BuiltinTable, NativeTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import { STR_CASE_METHODS } from './str-case.ts';
import { STR_FORMAT_ALGORITHMS, STR_FORMAT_BUILTINS } from './str-format.ts';
import { strAlgorithm, strBuiltins } from './str-method.ts';
import { STR_CONSTRUCTOR_ALGORITHMS, STR_CONSTRUCTORS } from './str-new.ts';
import { STR_PAD_METHODS } from './str-pad.ts';
import { STR_SEARCH_METHODS } from './str-search.ts';
import { STR_JOIN_BUILTINS, STR_JOIN_NATIVES, STR_SPLIT_METHODS } from './str-split.ts';

const METHODS = { ...STR_CASE_METHODS, ...STR_PAD_METHODS, ...STR_SEARCH_METHODS, ...STR_SPLIT_METHODS };
const METHOD = strAlgorithm('str_method', METHODS);

export const STR_BUILTINS: BuiltinTable = {
  ...STR_CONSTRUCTORS,
  ...strBuiltins(METHOD, METHODS),
  ...STR_JOIN_BUILTINS,
  ...STR_FORMAT_BUILTINS,
};
export const STR_NATIVES: NativeTable = { ...STR_JOIN_NATIVES };
export const STR_ALGORITHMS: readonly Algorithm[] = [...STR_CONSTRUCTOR_ALGORITHMS, ...STR_FORMAT_ALGORITHMS, METHOD];
