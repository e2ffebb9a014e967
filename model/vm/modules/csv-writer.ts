/**
 * `_csv.writer` (Modules/_csv.c). Slots: what writes a line, dialect.
 * @module
 */

import { isCallable } from '../builtins/functions.ts';
import { charactersOf } from '../objects/code-points.ts';
import { raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getOptionalAttr } from '../protocol/attributes.ts';
import { callOf } from '../protocol/call-slots.ts';
import { isNumber } from '../protocol/is-number.ts';
import { getIter, isIterable } from '../protocol/iteration.ts';
import { given, looping, nextInto, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { str } from '../protocol/text.ts';
import { EXHAUSTED, type Ref, type Value } from '../value.ts';
import { csvError, type Dialect, dialectOf, newDialect, QUOTE } from './csv-dialect.ts';
import { newOf, recordOf } from './extension.ts';

const TYPE = '_csv.writer';

/** Whether a field is quoted whatever it contains. */
function isQuoted(vm: Operations, quoting: number, field: Value): boolean {
  if (quoting === QUOTE.NONNUMERIC) return !isNumber(vm, field);
  if (quoting === QUOTE.STRINGS) return asStr(vm, field) !== undefined;
  return quoting === QUOTE.NOTNULL ? field !== null : quoting === QUOTE.ALL;
}

const UNESCAPED = 'need to escape, but no escapechar set';
const SPACED = 'empty field must be quoted if delimiter is a space and skipinitialspace is true';
const SINGLE = 'single empty field record must be quoted';

/** A field as it is written, without the delimiter before it (`join_append_data`); null for None. */
function written(vm: Operations, dialect: Dialect, field: string | null, forced: boolean): string {
  const { delimiter, escaper, quote, terminator, quoting, doubles } = dialect;
  const { csvQuotesLineEnds } = ROWS[vm.version];
  const typed = quoting === QUOTE.STRINGS || quoting === QUOTE.NOTNULL;
  let quoted = forced;
  if (csvQuotesLineEnds && (field ?? '') === '' && delimiter === ' ' && dialect.skips) {
    if (quoting === QUOTE.NONE || (field === null && typed)) throw csvError(vm, SPACED);
    quoted = true;
  }
  let text = '';
  for (const c of charactersOf(field ?? '')) {
    const end = csvQuotesLineEnds && (c === '\n' || c === '\r');
    if (c === delimiter || c === escaper || c === quote || end || terminator.includes(c)) {
      const escapes = quoting === QUOTE.NONE || (c === quote ? !doubles : c === escaper);
      if (escapes) {
        if (escaper === null) throw csvError(vm, UNESCAPED);
        text += escaper;
      } else {
        if (c === quote) text += quote;
        quoted = true;
      }
    }
    text += c;
  }
  return quoted ? `${quote}${text}${quote}` : text;
}

/** Adds a field to the record in the vars. */
function append(vm: Operations, self: NativeSelf, field: string | null, forced: boolean): NativeStep {
  const { record, count } = self.vars;
  const dialect = dialectOf(vm, recordOf(vm, TYPE, 'writerow', self.slots[0]).data.slots[1]);
  const text = written(vm, dialect, field, forced);
  const before = Number(count) > 0 ? dialect.delimiter : '';
  self.setVars({ record: `${String(record)}${before}${text}`, count: Number(count) + 1, empty: field === null });
  return nextInto(self, 2, 'field');
}

function finish(vm: Operations, self: NativeSelf): NativeStep {
  const { record, count, empty } = self.vars;
  const [write, v] = recordOf(vm, TYPE, 'writerow', self.slots[0]).data.slots;
  const dialect = dialectOf(vm, v);
  const { quoting, quote, terminator } = dialect;
  let text = String(record);
  if (Number(count) > 0 && text === '') {
    const typed = quoting === QUOTE.STRINGS || quoting === QUOTE.NOTNULL;
    if (quoting === QUOTE.NONE || (ROWS[vm.version].readsNullFields && typed && empty === true))
      throw csvError(vm, SINGLE);
    text = `${quote}${quote}`;
  }
  return wait(vm.call(write as Value, [text + terminator]), 'written');
}

/** `writerow`. Slots: writer, row, iterator, field. Vars: record, count, empty (the last field was None). */
const ROW: Native = looping(
  {
    start: (vm, self) => {
      const row = self.slots[1] as Value;
      if (!isIterable(vm, row))
        throw csvError(vm, `iterable expected, not ${row === null ? 'NoneType' : typeName(vm, row)}`);
      self.setVars({ record: '', count: 0, empty: false });
      return wait(getIter(vm, row), 'iterator');
    },
    phases: {
      iterator: (_vm, self, value) => {
        self.set(2, given(value));
        return nextInto(self, 2, 'field');
      },
      field: (vm, self, value) => {
        if (value === EXHAUSTED) return finish(vm, self);
        const { quoting } = dialectOf(vm, recordOf(vm, TYPE, 'writerow', self.slots[0]).data.slots[1]);
        const forced = isQuoted(vm, quoting, value);
        if (value === null) return append(vm, self, null, forced);
        const text = asStr(vm, value);
        if (text !== undefined) return append(vm, self, text, forced);
        self.setVars({ ...self.vars, forced });
        return wait(str(vm, value), 'text');
      },
      text: (vm, self, value) => append(vm, self, asStr(vm, given(value)) ?? '', self.vars['forced'] === true),
      written: (_vm, _self, value) => ({ done: value }),
    },
  },
  ['field'],
);

/** `writerows`. Slots: writer, rows, iterator. */
const ROWS_OF: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[1] as Value), 'iterator'),
    phases: {
      iterator: (_vm, self, value) => {
        self.set(2, given(value));
        return nextInto(self, 2, 'row');
      },
      row: (vm, self, value) => {
        if (value === EXHAUSTED) return { done: null };
        return wait(writeRow(vm, self.slots[0] as Value, value), 'written');
      },
      written: (_vm, self) => nextInto(self, 2, 'row'),
    },
  },
  ['row'],
);

const writeRow = (vm: Operations, self: Value, row: Value): ReturnType<Operations['native']> =>
  vm.native('csv.writerow', [self, row, undefined]);

/** `writer(…)`. Slots: file, then the call that makes the dialect. */
const NEW: Native = {
  start: (vm, self) => wait(getOptionalAttr(vm, self.slots[0] as Value, 'write'), 'method'),
  phases: {
    method: (vm, self, value) => {
      if (value === EXHAUSTED || !isCallable(vm, value))
        throw raise(vm, 'TypeError', 'argument 1 must have a "write" method');
      self.set(0, value);
      const { args, keywords } = callOf(self, 1);
      return wait(newDialect(vm, TYPES['_csv.Dialect'], args, keywords), 'dialect');
    },
    dialect: (vm, self, value) => ({ done: newOf(vm, TYPE, [self.slots[0], given(value)]) }),
  },
};

export const CSV_WRITER_BUILTINS: BuiltinTable = {
  [`${TYPE}.dialect`]: (vm, [self]) => recordOf(vm, TYPE, 'dialect', self).data.slots[1] as Value,
  [`${TYPE}.writerow`]: (vm, [self, row]) => writeRow(vm, self as Ref, row as Value),
  [`${TYPE}.writerows`]: (vm, [self, rows]) => vm.native('csv.writerows', [self, rows, undefined]),
};
export const CSV_WRITER_NATIVES: NativeTable = { 'csv.writerow': ROW, 'csv.writerows': ROWS_OF, 'csv.writer': NEW };
