/**
 * The module `_csv` (Modules/_csv.c): its functions. `csv` runs as CPython's own source on top of it.
 * @module
 */

import { between, bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asStr } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, Native, NativeTable, Operations } from '../operations.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { dictDelete, dictEntries, dictSet, newDict } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { isInt, type Value } from '../value.ts';
import {
  CSV_DIALECT_BUILTINS,
  CSV_DIALECT_NATIVES,
  dialects,
  fieldLimit,
  firstState,
  LIMIT_AT,
  newDialect,
  QUOTE,
  registered,
} from './csv-dialect.ts';
import { CSV_READER_BUILTINS, CSV_READER_NATIVES } from './csv-reader.ts';
import { CSV_WRITER_BUILTINS, CSV_WRITER_NATIVES } from './csv-writer.ts';
import { moduleState } from './extension.ts';
import { newExceptionClass } from './module-exception.ts';
import { type NativeModule, noArguments } from './native-module.ts';

/** `reader` and `writer`: one or two arguments, what is named is the dialect's. */
function withDialect(name: 'reader' | 'writer'): Builtin {
  return (vm, args, keywords) => {
    counted(vm, name, args);
    return forDialect(vm, `csv.${name}`, args, keywords);
  };
}

/** Runs a native that makes a dialect of all but the first argument. */
function forDialect(
  vm: Operations,
  native: string,
  [first, ...args]: readonly Value[],
  keywords: Keywords | null,
): ReturnType<Builtin> {
  return vm.native(native, [first, ...callSlots(args, keywords)], callVars(args, keywords));
}

/** `PyArg_UnpackTuple(args, "", 1, 2)`; the name is told since 3.14. */
function counted(vm: Operations, name: string, args: readonly Value[]): void {
  between(vm, ROWS[vm.version].dialectsTellTypes ? name : '', args, 1, 2);
}

const registerDialect: Builtin = (vm, args, keywords) => {
  counted(vm, 'register_dialect', args);
  if (asStr(vm, args[0]) === undefined) throw raise(vm, 'TypeError', 'dialect name must be a string');
  return forDialect(vm, 'csv.register', args, keywords);
};

/** Slots: name, then the call that makes the dialect. */
const REGISTER: Native = {
  start: (vm, self) => {
    const { args, keywords } = callOf(self, 1);
    return wait(newDialect(vm, TYPES['_csv.Dialect'], args, keywords), 'made');
  },
  phases: {
    made: (vm, self, value) => wait(dictSet(vm, dialects(vm), self.slots[0] as Value, given(value)), 'stored'),
    stored: () => ({ done: null }),
  },
};

const named =
  (name: string, run: (vm: Operations, key: Value) => Value): Builtin =>
  (vm, args, keywords) =>
    run(vm, bindArguments(vm, { name, names: ['name'], required: 1 }, args, keywords)[0] as Value);

const fieldSizeLimit: Builtin = (vm, args, keywords) => {
  const [limit] = bindArguments(vm, { name: 'field_size_limit', names: ['new_limit'] }, args, keywords);
  const before = fieldLimit(vm);
  if (limit === undefined) return before;
  if (!isInt(limit)) throw raise(vm, 'TypeError', 'limit must be an integer');
  if (BigInt.asIntN(vm.build.bits, BigInt(limit)) !== BigInt(limit))
    throw raise(vm, 'OverflowError', `Python int too large to convert to C ${ROWS[vm.version].fieldLimitType}`);
  vm.setAt(moduleState(vm, '_csv').module, 'state', LIMIT_AT, limit);
  return before;
};

export const CSV_MODULE: NativeModule = {
  functions: {
    reader: withDialect('reader'),
    writer: withDialect('writer'),
    register_dialect: registerDialect,
    unregister_dialect: named('unregister_dialect', (vm, key) => {
      registered(vm, key);
      dictDelete(vm, dialects(vm), key);
      return null;
    }),
    get_dialect: named('get_dialect', registered),
    list_dialects: noArguments('_csv.list_dialects', (vm) =>
      newList(
        vm,
        dictEntries(vm, dialects(vm)).map(([key]) => key),
      ),
    ),
    field_size_limit: fieldSizeLimit,
  },
  values: (vm) => ({
    _dialects: newDict(vm),
    Dialect: TYPES['_csv.Dialect'],
    Reader: TYPES['_csv.reader'],
    Writer: TYPES['_csv.writer'],
    Error: newExceptionClass(vm, '_csv', 'Error'),
    ...Object.fromEntries(Object.entries(QUOTE).map(([name, style]) => [`QUOTE_${name}`, style])),
    ...(ROWS[vm.version].readsNullFields ? {} : { __version__: '1.0' }),
  }),
  state: firstState,
  whole: true,
};
export const CSV_BUILTINS: BuiltinTable = { ...CSV_DIALECT_BUILTINS, ...CSV_READER_BUILTINS, ...CSV_WRITER_BUILTINS };
export const CSV_NATIVES: NativeTable = {
  ...CSV_DIALECT_NATIVES,
  ...CSV_READER_NATIVES,
  ...CSV_WRITER_NATIVES,
  'csv.register': REGISTER,
};
export { CSV_DIALECT_ALGORITHMS as CSV_ALGORITHMS } from './csv-dialect.ts';
export { csvReaderNext } from './csv-reader.ts';
