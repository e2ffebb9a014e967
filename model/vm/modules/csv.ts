/**
 * The module `_csv` (Modules/_csv.c): its functions. `csv` runs as CPython's own source on top of it.
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asStr } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable } from '../operations.ts';
import { dictDelete, dictEntries, dictSet, newDict } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { isInt, type Value } from '../value.ts';
import { CSV_DIALECT_BUILTINS, CSV_DIALECT_NATIVES, dialects, newDialect, QUOTE, registered } from './csv-dialect.ts';
import { CSV_READER_BUILTINS, CSV_READER_NATIVES, fieldLimit } from './csv-reader.ts';
import { CSV_WRITER_BUILTINS, CSV_WRITER_NATIVES } from './csv-writer.ts';
import { newExceptionClass } from './module-exception.ts';
import type { NativeModule } from './native-module.ts';

/** `reader` and `writer`: one or two arguments, what is named is the dialect's. */
function withDialect(name: 'reader' | 'writer'): Builtin {
  return (vm, args, keywords) => {
    counted(vm, name, args);
    const names = JSON.stringify([...(keywords?.keys() ?? [])]);
    return vm.native(`csv.${name}`, [args[0], args[1], ...(keywords?.values() ?? [])], { names });
  };
}

/** `PyArg_UnpackTuple(args, "", 1, 2)`; the name is told since 3.14. */
function counted(vm: Parameters<Builtin>[0], name: string, args: readonly Value[]): void {
  const shown = ROWS[vm.version].dialectsTellTypes ? name : '';
  if (args.length < 1) throw raise(vm, 'TypeError', `${shown} expected at least 1 argument, got 0`);
  if (args.length > 2) throw raise(vm, 'TypeError', `${shown} expected at most 2 arguments, got ${args.length}`);
}

const registerDialect: Builtin = (vm, args, keywords) => {
  counted(vm, 'register_dialect', args);
  const [name, dialect] = args as readonly [Value, Value | undefined];
  if (asStr(vm, name) === undefined) throw raise(vm, 'TypeError', 'dialect name must be a string');
  const names = JSON.stringify([...(keywords?.keys() ?? [])]);
  return vm.native('csv.register', [name, dialect, ...(keywords?.values() ?? [])], { names });
};

/** Slots: name, dialect or nothing, keyword values. */
const REGISTER: Native = {
  start: (vm, self) => {
    const names: readonly string[] = JSON.parse(String(self.vars['names']));
    const [, dialect, ...values] = self.slots;
    const keywords = new Map(names.map((name, i) => [name, values[i] as Value]));
    return wait(newDialect(vm, TYPES['_csv.Dialect'], dialect === undefined ? [] : [dialect], keywords), 'made');
  },
  phases: {
    made: (vm, self, value) => wait(dictSet(vm, dialects(vm), self.slots[0] as Value, given(value)), 'stored'),
    stored: () => ({ done: null }),
  },
};

const named =
  (name: string, run: (vm: Parameters<Builtin>[0], key: Value) => Value): Builtin =>
  (vm, args, keywords) =>
    run(vm, bindArguments(vm, { name, names: ['name'], required: 1 }, args, keywords)[0] as Value);

const fieldSizeLimit: Builtin = (vm, args, keywords) => {
  const [limit] = bindArguments(vm, { name: 'field_size_limit', names: ['new_limit'] }, args, keywords);
  const before = fieldLimit(vm);
  if (limit === undefined) return before;
  if (!isInt(limit)) throw raise(vm, 'TypeError', 'limit must be an integer');
  vm.setRef(dialects(vm), 'dict', 'factory', limit);
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
    list_dialects: (vm) =>
      newList(
        vm,
        dictEntries(vm, dialects(vm)).map(([key]) => key),
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
