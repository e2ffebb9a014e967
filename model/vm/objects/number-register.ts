/**
 * What int, bool and float add to the registers.
 * @module
 */
import type { BuiltinTable, NativeTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import { NUMBER_METHOD_NATIVES, NUMBER_METHODS } from './number-methods.ts';
import { NUMBER_CONSTRUCTOR_ALGORITHMS, NUMBER_CONSTRUCTORS } from './number-new.ts';

export const NUMBER_BUILTINS: BuiltinTable = { ...NUMBER_CONSTRUCTORS, ...NUMBER_METHODS };
export const NUMBER_NATIVES: NativeTable = { ...NUMBER_METHOD_NATIVES };
export const NUMBER_ALGORITHMS: readonly Algorithm[] = [...NUMBER_CONSTRUCTOR_ALGORITHMS];
