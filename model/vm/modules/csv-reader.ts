/**
 * `_csv.reader` (Modules/_csv.c): a machine that takes lines a character at a time. Slots: iterator of lines, dialect; numbers: lines read.
 * @module
 */
import { charactersOf } from '../objects/code-points.ts';
import { newList } from '../objects/list.ts';
import { floatAsking } from '../objects/number-new.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callOf } from '../protocol/call-slots.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, looping, nextInto, wait } from '../protocol/loop.ts';
import { noAnswers } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { EXHAUSTED, type Pending, PyFloat, type Ref, type Value } from '../value.ts';
import { csvError, type Dialect, dialectOf, fieldLimit, newDialect, QUOTE } from './csv-dialect.ts';
import { newOf, recordOf } from './extension.ts';

const TYPE = '_csv.reader';

type State =
  | 'record'
  | 'field'
  | 'escaped'
  | 'in field'
  | 'quoted'
  | 'escaped in quotes'
  | 'quote in quotes'
  | 'line end'
  | 'behind escaped end';

/** What the machine has of the record so far; `null` is a field that stands for None. */
interface Parsing {
  state: State;
  field: string;
  /** Characters of it. */
  length: number;
  /** The field began without a quote. */
  bare: boolean;
  /** Its first character was not escaped either. */
  numeric: boolean;
  readonly fields: Value[];
}

/** The end of a line. */
const END = '';

const isEnd = (c: string): boolean => c === '\n' || c === '\r' || c === END;

function save(vm: Operations, p: Parsing, { quoting }: Dialect): void {
  const { readsNullFields } = ROWS[vm.version];
  const { field, bare } = p;
  const typed = readsNullFields && (quoting === QUOTE.STRINGS || quoting === QUOTE.NOTNULL);
  const numeric = readsNullFields
    ? bare && field !== '' && (quoting === QUOTE.NONNUMERIC || quoting === QUOTE.STRINGS)
    : p.numeric;
  p.field = '';
  p.length = 0;
  p.numeric = false;
  if (typed && field === '' && bare) p.fields.push(null);
  else p.fields.push(numeric ? new PyFloat(floatAsking(vm, field, noAnswers)) : field);
}

function add(vm: Operations, p: Parsing, c: string): void {
  const limit = fieldLimit(vm);
  if (p.length >= limit) throw csvError(vm, `field larger than field limit (${limit})`);
  p.field += c;
  p.length++;
}

function endRecord(vm: Operations, p: Parsing, dialect: Dialect, c: string): void {
  save(vm, p, dialect);
  p.state = c === END ? 'record' : 'line end';
}

function beginField(vm: Operations, p: Parsing, dialect: Dialect, c: string): void {
  p.bare = true;
  if (isEnd(c)) endRecord(vm, p, dialect, c);
  else if (c === dialect.quote && dialect.quoting !== QUOTE.NONE) {
    p.bare = false;
    p.state = 'quoted';
  } else if (c === dialect.escaper) p.state = 'escaped';
  else if (c === ' ' && dialect.skips) p.state = 'field';
  else if (c === dialect.delimiter) save(vm, p, dialect);
  else {
    p.numeric = dialect.quoting === QUOTE.NONNUMERIC;
    add(vm, p, c);
    p.state = 'in field';
  }
}

function inField(vm: Operations, p: Parsing, dialect: Dialect, c: string): void {
  if (isEnd(c)) endRecord(vm, p, dialect, c);
  else if (c === dialect.escaper) p.state = 'escaped';
  else if (c === dialect.delimiter) {
    save(vm, p, dialect);
    p.state = 'field';
  } else add(vm, p, c);
}

function inQuotes(vm: Operations, p: Parsing, dialect: Dialect, c: string): void {
  if (c === END) return;
  if (c === dialect.escaper) p.state = 'escaped in quotes';
  else if (c === dialect.quote && dialect.quoting !== QUOTE.NONE)
    p.state = dialect.doubles ? 'quote in quotes' : 'in field';
  else add(vm, p, c);
}

function behindQuote(vm: Operations, p: Parsing, dialect: Dialect, c: string): void {
  if (dialect.quoting !== QUOTE.NONE && c === dialect.quote) {
    add(vm, p, c);
    p.state = 'quoted';
  } else if (c === dialect.delimiter) {
    save(vm, p, dialect);
    p.state = 'field';
  } else if (isEnd(c)) endRecord(vm, p, dialect, c);
  else if (dialect.strict) throw csvError(vm, `'${dialect.delimiter}' expected after '${dialect.quote}'`);
  else {
    add(vm, p, c);
    p.state = 'in field';
  }
}

/** `parse_process_char`. */
function take(vm: Operations, p: Parsing, dialect: Dialect, c: string): void {
  switch (p.state) {
    case 'record':
      if (c === END) return;
      if (isEnd(c)) {
        p.state = 'line end';
        return;
      }
      p.state = 'field';
      return beginField(vm, p, dialect, c);
    case 'field':
      return beginField(vm, p, dialect, c);
    case 'escaped':
      add(vm, p, c === END ? '\n' : c);
      p.state = c === '\n' || c === '\r' ? 'behind escaped end' : 'in field';
      return;
    case 'behind escaped end':
      if (c !== END) inField(vm, p, dialect, c);
      return;
    case 'in field':
      return inField(vm, p, dialect, c);
    case 'quoted':
      return inQuotes(vm, p, dialect, c);
    case 'escaped in quotes':
      add(vm, p, c === END ? '\n' : c);
      p.state = 'quoted';
      return;
    case 'quote in quotes':
      return behindQuote(vm, p, dialect, c);
    default:
      if (c === END) p.state = 'record';
      else if (!isEnd(c)) throw csvError(vm, ROWS[vm.version].newLineInField);
  }
}

/** The record goes on: slot 1 holds its fields, the vars the rest. */
function suspend(vm: Operations, self: NativeSelf, p: Parsing): NativeStep {
  const list = self.slots[1] as Ref;
  vm.splice(list, 'items', 0, asKind(vm, list, 'list')?.items.length ?? 0, p.fields);
  self.setVars({ state: p.state, field: p.field, length: p.length, bare: p.bare, numeric: p.numeric });
  return nextInto(self, 2, 'line');
}

function resume(vm: Operations, self: NativeSelf): Parsing {
  const { state, field, length, bare, numeric } = self.vars;
  return {
    state: state as State,
    field: String(field),
    length: Number(length),
    bare: bare === true,
    numeric: numeric === true,
    fields: [...(asKind(vm, self.slots[1], 'list')?.items ?? [])] as Value[],
  };
}

/** `next`. Slots: the reader, fields, iterator of lines. */
const NEXT: Native = looping(
  {
    start: (vm, self) => {
      const { slots } = recordOf(vm, TYPE, '__next__', self.slots[0]).data;
      vm.splice(self.ref, 'slots', 1, self.slots.length - 1, [newList(vm, []), slots[0]]);
      self.setVars({ state: 'record', field: '', length: 0, bare: false, numeric: false });
      return nextInto(self, 2, 'line');
    },
    phases: {
      line: (vm, self, value) => {
        const { ref, data } = recordOf(vm, TYPE, '__next__', self.slots[0]);
        const dialect = dialectOf(vm, data.slots[1]);
        const p = resume(vm, self);
        if (value === EXHAUSTED) {
          if (p.field === '' && p.state !== 'quoted') return { done: EXHAUSTED };
          if (dialect.strict) throw csvError(vm, 'unexpected end of data');
          save(vm, p, dialect);
          return { done: newList(vm, p.fields) };
        }
        const line = asStr(vm, value);
        if (line === undefined) {
          const got = `not ${value === null ? 'NoneType' : typeName(vm, value)} (the file should be opened in text mode)`;
          throw csvError(vm, `iterator should return strings, ${got}`);
        }
        vm.setNumberAt(ref, 'numbers', 0, (data.numbers[0] as number) + 1);
        for (const c of charactersOf(line)) take(vm, p, dialect, c);
        take(vm, p, dialect, END);
        return p.state === 'record' ? { done: newList(vm, p.fields) } : suspend(vm, self, p);
      },
    },
  },
  ['line'],
);

/** `tp_iternext`. */
export function csvReaderNext(vm: Operations, it: Ref): Value | Pending {
  return vm.native('csv.next', [it]);
}

/** `reader(…)`. Slots: lines, then the call that makes the dialect. */
const NEW: Native = {
  start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), 'iterator'),
  phases: {
    iterator: (vm, self, value) => {
      self.set(0, given(value));
      const { args, keywords } = callOf(self, 1);
      return wait(newDialect(vm, TYPES['_csv.Dialect'], args, keywords), 'dialect');
    },
    dialect: (vm, self, value) => ({ done: newOf(vm, TYPE, [self.slots[0], given(value)], [0]) }),
  },
};

const lineNumber: Builtin = (vm, [self]) => recordOf(vm, TYPE, 'line_num', self).data.numbers[0] as number;

export const CSV_READER_BUILTINS: BuiltinTable = {
  [`${TYPE}.line_num`]: lineNumber,
  [`${TYPE}.dialect`]: (vm, [self]) => recordOf(vm, TYPE, 'dialect', self).data.slots[1] as Value,
};
export const CSV_READER_NATIVES: NativeTable = { 'csv.next': NEXT, 'csv.reader': NEW };
