/**
 * `_csv.Dialect` (Modules/_csv.c) and the register of dialects. Slots: delimiter, escapechar, lineterminator, quotechar, None where a character is not set;
 * numbers: quoting, skipinitialspace, doublequote, strict. The module's state: its Error, the register, which is a dict, and the limit of fields.
 * @module
 */

import { lengthOf } from '../objects/code-points.ts';
import { raise } from '../objects/exceptions.ts';
import { namelessArguments } from '../objects/nameless-arguments.ts';
import { asInt, asStr } from '../objects/payload.ts';
import { isInstance, TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, Native, NativeTable, Operations } from '../operations.ts';
import { getOptionalAttr } from '../protocol/attributes.ts';
import { truthAsking } from '../protocol/compare.ts';
import { dictGet } from '../protocol/dict-table.ts';
import { wait } from '../protocol/loop.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import {
  EXHAUSTED,
  isInt,
  ModelError,
  PENDING,
  type PyRaise,
  type Ref,
  type Result,
  type Slot,
  type Value,
} from '../value.ts';
import { moduleState, newExtension, recordData } from './extension.ts';
import { raiseOf } from './module-exception.ts';

const TYPE = '_csv.Dialect';
/** Options in the order of the constructor's parameters. */
const OPTIONS = [
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
] as const;

/** The quoting styles by number. */
export const QUOTE = { MINIMAL: 0, ALL: 1, NONNUMERIC: 2, NONE: 3, STRINGS: 4, NOTNULL: 5 } as const;

/** `_csv.Error`. */
export function csvError(vm: Operations, text: string): PyRaise {
  return raiseOf(vm, '_csv', text);
}

/** What a Dialect says. */
export interface Dialect {
  readonly delimiter: string;
  readonly escaper: string | null;
  readonly terminator: string;
  readonly quote: string | null;
  readonly quoting: number;
  readonly skips: boolean;
  readonly doubles: boolean;
  readonly strict: boolean;
}

/** The contents of a Dialect. */
export function dialectOf(vm: Operations, v: Slot): Dialect {
  const { slots, numbers } = recordData(vm, v);
  const [delimiter = null, escaper = null, terminator = null, quote = null] = slots.map((v) => asStr(vm, v) ?? null);
  if (delimiter === null || terminator === null) throw new ModelError('a Dialect without its characters was read');
  const [quoting = 0, skips, doubles, strict] = numbers;
  const flags = { skips: skips === 1, doubles: doubles === 1, strict: strict === 1 };
  return { delimiter, escaper, terminator, quote, quoting, ...flags };
}

/** The register. */
export function dialects(vm: Operations): Ref {
  return moduleState(vm, '_csv').state[1] as Ref;
}

/** How many characters a field may have. */
export function fieldLimit(vm: Operations): number {
  return Number(moduleState(vm, '_csv').state[LIMIT_AT]);
}

/** What the module's state is at first. */
export const firstState = (values: Readonly<Record<string, Value>>): Slot[] => [
  values['Error'],
  values['_dialects'],
  DEFAULT_LIMIT,
];
/** Where the limit stands there. */
export const LIMIT_AT = 2;
const DEFAULT_LIMIT = 131072;

/** A registered dialect; `Error` where there is none of that name. */
export function registered(vm: Operations, name: Value): Value {
  const found = dictGet(vm, dialects(vm), name);
  if (found === PENDING) throw new ModelError('a name of a dialect whose hash is Python code is not modelled');
  if (found === undefined) throw csvError(vm, 'unknown dialect');
  return found;
}

/** One character, or null where none is set; undefined for what is not given. */
function character(vm: Operations, name: string, v: Slot, missing: string | null, optional: boolean): string | null {
  if (v === undefined) return missing;
  if (optional && v === null) return null;
  const text = asStr(vm, v);
  const { dialectsTellTypes } = ROWS[vm.version];
  const wanted = dialectsTellTypes ? 'a unicode character' : 'string';
  if (text === undefined) {
    const got = v === null ? 'NoneType' : typeName(vm, v);
    throw raise(vm, 'TypeError', `"${name}" must be ${wanted}${optional ? ' or None' : ''}, not ${got}`);
  }
  const length = lengthOf(text);
  if (length === 1) return text;
  if (!dialectsTellTypes) throw raise(vm, 'TypeError', `"${name}" must be a 1-character string`);
  const got = `a string of length ${length}`;
  throw raise(vm, 'TypeError', `"${name}" must be ${wanted}${optional ? ' or None' : ''}, not ${got}`);
}

function terminatorOf(vm: Operations, v: Slot): string | null {
  if (v === undefined) return '\r\n';
  const { dialectsTellTypes } = ROWS[vm.version];
  if (v === null && !dialectsTellTypes) return null;
  const text = asStr(vm, v);
  if (text !== undefined) return text;
  const got = dialectsTellTypes ? `, not ${typeName(vm, v)}` : '';
  throw raise(vm, 'TypeError', `"lineterminator" must be a string${got}`);
}

function quotingOf(vm: Operations, v: Slot): number {
  if (v === undefined) return QUOTE.MINIMAL;
  if (!isInt(v)) {
    const got = ROWS[vm.version].dialectsTellTypes ? `, not ${typeName(vm, v)}` : '';
    throw raise(vm, 'TypeError', `"quoting" must be an integer${got}`);
  }
  return Number(asInt(vm, v));
}

/** What characters a dialect may have, and which of them have to differ (3.13+). */
function checkCharacters(vm: Operations, dialect: Dialect): void {
  const { delimiter, escaper, quote, terminator, skips } = dialect;
  const named = [
    ['delimiter', delimiter, true],
    ['escapechar', escaper, !skips],
    ['quotechar', quote, !skips],
  ] as const;
  for (const [name, c, allowsSpace] of named) {
    if (c === null) continue;
    if (c === '\r' || c === '\n' || (c === ' ' && !allowsSpace)) throw raise(vm, 'ValueError', `bad ${name} value`);
    if (terminator.includes(c)) throw raise(vm, 'ValueError', `bad ${name} or lineterminator value`);
  }
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const [first, second] = [named[a], named[b]];
    if (first[1] !== null && first[1] === second[1])
      throw raise(vm, 'ValueError', `bad ${first[0]} or ${second[0]} value`);
  }
}

/** Inputs: type, options in their order. */
const MAKE: Algorithm = {
  name: 'csv_dialect',
  run: (vm, inputs, _vars, ask) => {
    const [type, ...options] = inputs as readonly [Ref, ...Slot[]];
    const dialect = checked(vm, options, ask);
    const { delimiter, escaper, terminator, quote, quoting, skips, doubles, strict } = dialect;
    const flags = [skips, doubles, strict].map(Number);
    return newExtension(vm, TYPE, type, [delimiter, escaper, terminator, quote], [quoting, ...flags]);
  },
};

function checked(vm: Operations, options: readonly Slot[], ask: Ask): Dialect {
  const [delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict] = options;
  const truth = (v: Slot, missing: boolean): boolean => (v === undefined ? missing : truthAsking(vm, v, ask));
  const given = {
    delimiter: character(vm, 'delimiter', delimiter, ',', false) as string,
    doubles: truth(doublequote, true),
    escaper: character(vm, 'escapechar', escapechar, null, true),
    terminator: terminatorOf(vm, lineterminator),
    quote: character(vm, 'quotechar', quotechar, '"', true),
    style: quotingOf(vm, quoting),
    skips: truth(skipinitialspace, false),
    strict: truth(strict, false),
  };
  if (given.style < 0 || given.style > QUOTE.NOTNULL) throw raise(vm, 'TypeError', 'bad "quoting" value');
  const style = quotechar === null && quoting === undefined ? QUOTE.NONE : given.style;
  if (style !== QUOTE.NONE && given.quote === null)
    throw raise(vm, 'TypeError', 'quotechar must be set if quoting enabled');
  const { terminator } = given;
  if (terminator === null) throw raise(vm, 'TypeError', 'lineterminator must be set');
  const dialect = { ...given, terminator, quoting: style };
  if (ROWS[vm.version].dialectsCheckCharacters) checkCharacters(vm, dialect);
  return dialect;
}

/** Reads what is not given from another dialect, then makes one. Slots: type, dialect, options. Vars: at. */
const TAKE_OVER: Native = {
  start: ask,
  phases: {
    found: (vm, self, value) => {
      const at = Number(self.vars['at']);
      if (value !== EXHAUSTED) self.set(2 + at, value);
      self.setVars({ at: at + 1 });
      return ask(vm, self);
    },
    made: (_vm, _self, value) => ({ done: value }),
  },
  caught: (vm, self, _exception, phase) => {
    if (phase !== 'found' || !ROWS[vm.version].dialectsMissAnything) return undefined;
    self.setVars({ at: Number(self.vars['at']) + 1 });
    return ask(vm, self);
  },
};

function ask(vm: Operations, self: Parameters<Native['start']>[1]): ReturnType<Native['start']> {
  const [type, from, ...options] = self.slots.slice(0, 2 + OPTIONS.length);
  let at = Number(self.vars['at']);
  while (at < OPTIONS.length && options[at] !== undefined) at++;
  self.setVars({ at });
  if (at < OPTIONS.length) return wait(getOptionalAttr(vm, from as Value, OPTIONS[at] as string), 'found');
  return wait(replay(vm, MAKE, [type, ...options]), 'made');
}

/** `dialect_new`: `from` is a name, a Dialect, or whatever has its attributes. */
export function newDialect(vm: Operations, type: Ref, positional: readonly Value[], keywords: Keywords | null): Result {
  const signature = { name: '', names: ['dialect', ...OPTIONS] } as const;
  const [given, ...options] = namelessArguments(vm, signature, positional, keywords);
  if (given === undefined) return replay(vm, MAKE, [type, ...options]);
  const from = asStr(vm, given) === undefined ? given : registered(vm, given);
  if (isInstance(vm, from, TYPES[TYPE]) && options.every((v) => v === undefined)) return from;
  return vm.native('csv.dialect', [type, from, ...options], { at: 0 });
}

const member =
  (read: (dialect: Dialect) => Value): Builtin =>
  (vm, [self]) =>
    read(dialectOf(vm, self));

export const CSV_DIALECT_BUILTINS: BuiltinTable = {
  [`${TYPE}.__new__`]: (vm, [cls, ...args], keywords) => newDialect(vm, cls as Ref, args, keywords),
  [`${TYPE}.delimiter`]: member(({ delimiter }) => delimiter),
  [`${TYPE}.escapechar`]: member(({ escaper }) => escaper),
  [`${TYPE}.lineterminator`]: member(({ terminator }) => terminator),
  [`${TYPE}.quotechar`]: member(({ quote }) => quote),
  [`${TYPE}.quoting`]: member(({ quoting }) => quoting),
  [`${TYPE}.skipinitialspace`]: member(({ skips }) => skips),
  [`${TYPE}.doublequote`]: member(({ doubles }) => doubles),
  [`${TYPE}.strict`]: member(({ strict }) => strict),
};
export const CSV_DIALECT_NATIVES: NativeTable = { 'csv.dialect': TAKE_OVER };
export const CSV_DIALECT_ALGORITHMS: readonly Algorithm[] = [MAKE];
