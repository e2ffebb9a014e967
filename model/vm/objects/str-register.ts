/**
 * What str adds to the registers.
 * @module
 */
import type { BuiltinTable, NativeTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import { STR_CONSTRUCTOR_ALGORITHMS, STR_CONSTRUCTORS } from './str-new.ts';

export const STR_BUILTINS: BuiltinTable = { ...STR_CONSTRUCTORS };
export const STR_NATIVES: NativeTable = {};
export const STR_ALGORITHMS: readonly Algorithm[] = [...STR_CONSTRUCTOR_ALGORITHMS];
