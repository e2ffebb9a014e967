/**
 * `_json.Scanner` (Modules/_json.c): `scan_once`, which decodes one JSON term. Slots: object_hook, object_pairs_hook, parse_float, parse_int, parse_constant,
 * array_hook; numbers: strict.
 * @module
 */

import { bindArguments, indexArgument } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { parseFloatText } from '../objects/float-text.ts';
import { parseIntText } from '../objects/int-text.ts';
import { newList } from '../objects/list.ts';
import { asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { dictSet, newDict } from '../protocol/dict-table.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, PENDING, PyFloat, type PyRaise, type Ref, type Value } from '../value.ts';
import { builtinFunction, newExtension, recordData, recordOf, slotMembers } from './extension.ts';
import { decodeError, jsonText, type Source, scanString, sourceOf } from './json-strings.ts';

const HOOKS = ['object_hook', 'object_pairs_hook', 'parse_float', 'parse_int', 'parse_constant'] as const;
/** Nesting up to which CPython's own limit on C recursion is met by no build. */
const DEEPEST = 300;

interface Hooks {
  readonly strict: boolean;
  readonly object: Value;
  readonly pairs: Value;
  readonly float: Value;
  readonly int: Value;
  readonly constant: Value;
  readonly array: Value;
}

/** A term before it is an object of the machine: a hook gets what stands for it when it is called, and only then. */
type Term =
  | { readonly value: Value }
  | { readonly items: readonly Term[] }
  | { readonly pairs: readonly (readonly [string, Term])[] };

function made(vm: Operations, term: Term): Value {
  if ('value' in term) return term.value;
  if ('items' in term)
    return newList(
      vm,
      term.items.map((item) => made(vm, item)),
    );
  const dict = newDict(vm);
  for (const [key, value] of term.pairs) {
    if (dictSet(vm, dict, key, made(vm, value)) === PENDING) throw new ModelError('a key asked for its equality');
  }
  return dict;
}

/** One call of the scanner. */
class Scan {
  readonly #vm: Operations;
  readonly #hooks: Hooks;
  readonly #source: Source;
  readonly #ask: Ask;
  #depth = 0;
  /** Behind what was read. */
  at = 0;

  constructor(vm: Operations, hooks: Hooks, source: Source, ask: Ask) {
    this.#vm = vm;
    this.#hooks = hooks;
    this.#source = source;
    this.#ask = ask;
  }

  /** `scan_once_unicode`. */
  term(at: number): Term {
    const { chars } = this.#source;
    if (at >= chars.length) throw this.#nothing(at);
    switch (chars[at]) {
      case '"':
        return { value: this.#string(at + 1) };
      case '{':
        return this.#nested(() => this.#object(at + 1));
      case '[':
        return this.#nested(() => this.#array(at + 1));
      default:
        return this.#constant(at) ?? this.#number(at);
    }
  }

  #nothing(at: number): PyRaise {
    return raise(this.#vm, 'StopIteration', [at]);
  }

  #fail(message: string, at: number): PyRaise {
    return decodeError(this.#vm, message, this.#source, at, this.#ask);
  }

  #nested(read: () => Term): Term {
    if (++this.#depth > DEEPEST) throw new ModelError(`JSON nested deeper than ${DEEPEST} is not modelled`);
    const term = read();
    this.#depth--;
    return term;
  }

  #string(begin: number): string {
    const [text, end] = scanString(this.#vm, this.#source, begin, this.#hooks.strict, this.#ask);
    this.at = end;
    return text;
  }

  #space(at: number): number {
    const { chars } = this.#source;
    let next = at;
    while (next < chars.length && ' \t\n\r'.includes(chars[next] as string)) next++;
    return next;
  }

  #object(begin: number): Term {
    const { chars } = this.#source;
    const pairs: [string, Term][] = [];
    let at = this.#space(begin);
    while (chars[at] !== '}' || pairs.length > 0) {
      if (chars[at] !== '"') throw this.#fail('Expecting property name enclosed in double quotes', at);
      const key = this.#string(at + 1);
      at = this.#space(this.at);
      if (chars[at] !== ':') throw this.#fail("Expecting ':' delimiter", at);
      pairs.push([key, this.term(this.#space(at + 1))]);
      at = this.#behind('object', '}');
      if (chars[at] === '}') break;
      at = this.#space(at + 1);
    }
    const term = this.#hookedObject(pairs);
    this.at = at + 1;
    return term;
  }

  #hookedObject(pairs: readonly (readonly [string, Term])[]): Term {
    const { pairs: pairsHook, object } = this.#hooks;
    const vm = this.#vm;
    if (pairsHook !== null) {
      const list = (): Value[] => [
        newList(
          vm,
          pairs.map(([key, value]) => newTuple(vm, [key, made(vm, value)])),
        ),
      ];
      return { value: this.#ask(pairsHook, list) };
    }
    return object === null ? { pairs } : { value: this.#ask(object, () => [made(vm, { pairs })]) };
  }

  #array(begin: number): Term {
    const { chars } = this.#source;
    const items: Term[] = [];
    let at = this.#space(begin);
    while (chars[at] !== ']' || items.length > 0) {
      items.push(this.term(at));
      at = this.#behind('array', ']');
      if (chars[at] === ']') break;
      at = this.#space(at + 1);
    }
    const { array } = this.#hooks;
    const term = array === null ? { items } : { value: this.#ask(array, () => [made(this.#vm, { items })]) };
    this.at = at + 1;
    return term;
  }

  /** Where the comma or the closing bracket behind an item stands. */
  #behind(what: 'array' | 'object', closing: string): number {
    const { chars } = this.#source;
    const at = this.#space(this.at);
    if (chars[at] === closing) return at;
    if (chars[at] !== ',') throw this.#fail("Expecting ',' delimiter", at);
    if (ROWS[this.#vm.version].jsonTellsTrailingComma && chars[this.#space(at + 1)] === closing)
      throw this.#fail(`Illegal trailing comma before end of ${what}`, at);
    return at;
  }

  #constant(at: number): Term | undefined {
    const { chars } = this.#source;
    const begins = (word: string): boolean => chars.slice(at, at + word.length).join('') === word;
    for (const [word, value] of CONSTANTS) {
      if (!begins(word)) continue;
      const term = { value: value === undefined ? this.#ask(this.#hooks.constant, [word]) : value };
      this.at = at + word.length;
      return term;
    }
    return undefined;
  }

  /** `_match_number_unicode`. */
  #number(at: number): Term {
    const { chars } = this.#source;
    const rest = chars.slice(at, at + LONGEST).join('');
    const text = NUMBER.exec(chars.length - at > LONGEST ? chars.slice(at).join('') : rest)?.[0];
    if (text === undefined) throw this.#nothing(at);
    const isFloat = /[.eE]/.test(text);
    const custom = isFloat ? this.#hooks.float : this.#hooks.int;
    const term = { value: this.#numberValue(text, isFloat, custom) };
    this.at = at + text.length;
    return term;
  }

  #numberValue(text: string, isFloat: boolean, custom: Value): Value {
    if (custom !== (isFloat ? TYPES.float : TYPES.int)) return this.#ask(custom, [text]);
    return isFloat ? new PyFloat(parseFloatText(text) ?? Number.NaN) : parseIntText(this.#vm, text, 10);
  }
}

const CONSTANTS: readonly (readonly [string, Value | undefined])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', undefined],
  ['Infinity', undefined],
  ['-Infinity', undefined],
];
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/;
/** Characters that most numbers do with. */
const LONGEST = 32;

/** Inputs: scanner, text. Vars: at. */
const SCAN: Algorithm = {
  name: 'json_scan',
  run: (vm, [self, text], vars, ask) => {
    const { slots, numbers } = recordData(vm, self);
    const [object, pairs, float, int, constant, array] = slots as Value[];
    const hooks = { strict: numbers[0] === 1, object, pairs, float, int, constant, array } as Hooks;
    const scan = new Scan(vm, hooks, sourceOf(asStr(vm, text) ?? ''), ask);
    const term = scan.term(Number(vars['at']));
    return newTuple(vm, [made(vm, term), scan.at]);
  },
};

/** Inputs: context. Answers the scanner's slots, with `strict` in front. */
const CONTEXT: Algorithm = {
  name: 'json_context',
  run: (vm, [cls, context], _vars, ask) => {
    const get = (name: string): Value => ask(builtinFunction(vm, 'getattr'), [context as Value, name]);
    const strict = truthAsking(vm, get('strict'), ask);
    const hooks = HOOKS.map(get);
    const array = ROWS[vm.version].jsonArrayHook ? get('array_hook') : null;
    return newExtension(vm, '_json.Scanner', cls as Ref, [...hooks, array], [strict ? 1 : 0]);
  },
};

const scannerNew: Builtin = (vm, [cls, ...args], keywords) => {
  const [context] = bindArguments(vm, { name: 'make_scanner', names: ['context'], required: 1 }, args, keywords);
  return replay(vm, CONTEXT, [cls, context]);
};

const scannerCall: Builtin = (vm, [self, ...args], keywords) => {
  const { ref } = recordOf(vm, '_json.Scanner', '__call__', self);
  const names = ['string', 'idx'];
  const [text, idx] = bindArguments(vm, { name: 'scan_once', names, required: 2 }, args, keywords) as Value[];
  const at = indexArgument(vm, idx as Value);
  const s = asStr(vm, text);
  if (s === undefined)
    throw raise(vm, 'TypeError', `first argument must be a string, not ${typeName(vm, text as Value)}`);
  if (at < 0) throw raise(vm, 'ValueError', 'idx cannot be negative');
  return replay(vm, SCAN, [ref, text], { at });
};

/** Inputs: text. Vars: begin, strict. */
const SCAN_STRING: Algorithm = {
  name: 'json_scanstring',
  run: (vm, [text], vars, ask) => {
    const source = sourceOf(asStr(vm, text) ?? '');
    return newTuple(vm, [...scanString(vm, source, Number(vars['begin']), vars['strict'] === true, ask)]);
  },
};

/** `_json.scanstring(string, end, strict=True)`. */
export const scanstring: Builtin = (vm, args, keywords) => {
  if (keywords !== null && keywords.size > 0) throw raise(vm, 'TypeError', 'scanstring() takes no keyword arguments');
  if (args.length < 2 || args.length > 3) {
    const bound = args.length < 2 ? 'at least 2' : 'at most 3';
    const message = ROWS[vm.version].jsonByClinic
      ? `scanstring expected ${bound} arguments, got ${args.length}`
      : `scanstring() takes ${bound} arguments (${args.length} given)`;
    throw raise(vm, 'TypeError', message);
  }
  const [text, end, strict = true] = args;
  const early = ROWS[vm.version].jsonByClinic;
  const check = (): string =>
    jsonText(vm, 'scanstring() argument 1', text as Value, asStr(vm, text), typeName(vm, text as Value));
  if (early) check();
  const begin = indexArgument(vm, end as Value);
  check();
  if (typeof strict !== 'boolean' && typeof strict !== 'number')
    throw new ModelError('the truth of an object as scanstring() asks for it is not modelled');
  return replay(vm, SCAN_STRING, [text], { begin, strict: Boolean(strict) });
};

export const JSON_SCANNER_BUILTINS: BuiltinTable = {
  '_json.Scanner.__new__': scannerNew,
  '_json.Scanner.__call__': scannerCall,
  '_json.Scanner.strict': (vm, [self]) => recordData(vm, self).numbers[0] === 1,
  ...slotMembers('_json.Scanner', HOOKS),
};
export const JSON_SCANNER_ALGORITHMS: readonly Algorithm[] = [SCAN, CONTEXT, SCAN_STRING];
