/**
 * The module `_datetime` (Modules/_datetimemodule.c), which `datetime` takes everything from. What the clock or the local time zone would tell is refused.
 * @module
 */
import { TYPES } from '../objects/types.ts';
import type { BuiltinTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import { DATE_ALGORITHMS, DATE_BUILTINS } from './date.ts';
import { DATETIME_ALGORITHMS, DATETIME_BUILTINS } from './datetime.ts';
import { MAX_YEAR, MIN_YEAR } from './datetime-calendar.ts';
import { UTC, ZONE_ALGORITHMS, ZONE_BUILTINS } from './datetime-zones.ts';
import type { NativeModule } from './native-module.ts';
import { TIME_OF_DAY_ALGORITHMS, TIME_OF_DAY_BUILTINS } from './time-of-day.ts';
import { TIMEDELTA_BUILTINS } from './timedelta.ts';

export const DATETIME_MODULE: NativeModule = {
  functions: {},
  values: () => ({
    ...Object.fromEntries(
      (['date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo'] as const).map((name) => [
        name,
        TYPES[`datetime.${name}`],
      ]),
    ),
    MINYEAR: MIN_YEAR,
    MAXYEAR: MAX_YEAR,
    UTC,
  }),
};
export const DATETIME_TYPE_BUILTINS: BuiltinTable = {
  ...TIMEDELTA_BUILTINS,
  ...DATE_BUILTINS,
  ...TIME_OF_DAY_BUILTINS,
  ...DATETIME_BUILTINS,
  ...ZONE_BUILTINS,
};
export const DATETIME_TYPE_ALGORITHMS: readonly Algorithm[] = [
  ...DATE_ALGORITHMS,
  ...TIME_OF_DAY_ALGORITHMS,
  ...DATETIME_ALGORITHMS,
  ...ZONE_ALGORITHMS,
];
