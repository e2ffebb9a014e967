/**
 * `_json.Encoder` (Modules/_json.c): encodes an object and all in it at once. Slots: markers, default, encoder, indent, key separator, item separator; numbers:
 * sort_keys, skipkeys, allow_nan.
 * @module
 */

import { bindArguments, indexArgument, strArgument } from '../objects/arguments.ts';
import { addNote } from '../objects/exception-methods.ts';
import { raise } from '../objects/exceptions.ts';
import { floatRepr } from '../objects/float-text.ts';
import { intText } from '../objects/int-text.ts';
import { newList } from '../objects/list.ts';
import { asFloat, asInt, asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { dictEntries } from '../protocol/dict-table.ts';
import { type Algorithm, type Ask, raisedAs, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking } from '../protocol/text.ts';
import { fullTypeName } from '../protocol/text-contents.ts';
import { ModelError, type PyRaise, Ref, type Value } from '../value.ts';
import { builtinFunction, newExtension, recordData, recordOf, slotMembers } from './extension.ts';
import { encodeString } from './json-strings.ts';

const NAMES = [
  'markers',
  'default',
  'encoder',
  'indent',
  'key_separator',
  'item_separator',
  'sort_keys',
  'skipkeys',
  'allow_nan',
] as const;
/** Nesting up to which CPython's own limit on C recursion is met by no build. */
const DEEPEST = 300;

interface Settings {
  readonly marks: boolean;
  readonly fallback: Value;
  readonly encoder: Value;
  /** Since 3.13; before, and where it is None, null. */
  readonly indent: string | null;
  readonly keySeparator: string;
  readonly itemSeparator: string;
  readonly sortKeys: boolean;
  readonly skipKeys: boolean;
  readonly allowNan: boolean;
}

/** One call of the encoder. */
class Encoding {
  readonly #vm: Operations;
  readonly #settings: Settings;
  readonly #ask: Ask;
  /** What is being encoded (`markers`). */
  readonly #within = new Set<Ref>();
  #depth = 0;

  constructor(vm: Operations, settings: Settings, ask: Ask) {
    this.#vm = vm;
    this.#settings = settings;
    this.#ask = ask;
  }

  /** `encoder_listencode_obj`. */
  object(v: Value, level: number): string {
    const vm = this.#vm;
    if (v === null) return 'null';
    if (typeof v === 'boolean') return String(v);
    if (asStr(vm, v) !== undefined) return this.#string(v);
    const int = asInt(vm, v);
    if (int !== undefined) return intText(vm, int);
    const float = asFloat(vm, v);
    if (float !== undefined) return this.#float(v, float);
    if (!(v instanceof Ref)) throw new ModelError('a value that JSON does not know');
    if (asKind(vm, v, 'list') !== undefined || asKind(vm, v, 'tuple') !== undefined)
      return this.#nested(() => this.#list(v, level));
    if (asKind(vm, v, 'dict') !== undefined) return this.#nested(() => this.#dict(v, level));
    return this.#marked(v, () => {
      const stand = this.#ask(this.#settings.fallback, [v]);
      const note = (): string => `when serializing ${fullTypeName(vm, typeOf(vm, v))} object`;
      return this.#noted(note, () => this.#nested(() => this.object(stand, level)));
    });
  }

  #nested(encode: () => string): string {
    if (++this.#depth > DEEPEST) throw new ModelError(`JSON nested deeper than ${DEEPEST} is not modelled`);
    const text = encode();
    this.#depth--;
    return text;
  }

  #marked(v: Ref, encode: () => string): string {
    if (!this.#settings.marks) return encode();
    if (this.#within.has(v)) throw raise(this.#vm, 'ValueError', 'Circular reference detected');
    this.#within.add(v);
    const text = encode();
    this.#within.delete(v);
    return text;
  }

  /** Since 3.14 an exception is told where it came up, from the inside out. */
  #noted(note: () => string, encode: () => string): string {
    const vm = this.#vm;
    if (!ROWS[vm.version].jsonNotes) return encode();
    return raisedAs((raised: PyRaise) => {
      addNote(vm, raised.exception, note());
      return raised;
    }, encode);
  }

  #string(v: Value): string {
    const vm = this.#vm;
    const { encoder } = this.#settings;
    const impl = asKind(vm, encoder, 'builtin')?.impl;
    if (impl === '_json:encode_basestring_ascii') return encodeString(asStr(vm, v) ?? '', true);
    if (impl === '_json:encode_basestring') return encodeString(asStr(vm, v) ?? '', false);
    const encoded = this.#ask(encoder, [v]);
    const text = asStr(vm, encoded);
    if (text === undefined)
      throw raise(vm, 'TypeError', `encoder() must return a string, not ${typeName(vm, encoded)}`);
    return text;
  }

  #float(v: Value, value: number): string {
    const vm = this.#vm;
    if (Number.isFinite(value)) return floatRepr(value);
    if (!this.#settings.allowNan) {
      const shown = reprAsking(vm, v, this.#ask);
      throw raise(vm, 'ValueError', `Out of range float values are not JSON compliant: ${shown}`);
    }
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  }

  #lineBreak(level: number): string {
    const { indent } = this.#settings;
    return indent === null ? '' : `\n${indent.repeat(level)}`;
  }

  /** Items between brackets, each on a line of its own where there is an indent. */
  #bracketed(open: string, parts: readonly string[], close: string, level: number): string {
    const separator = this.#settings.itemSeparator + this.#lineBreak(level + 1);
    const bare = parts.length === 0 && ROWS[this.#vm.version].jsonBareEmpty;
    if (bare) return open + close;
    return open + this.#lineBreak(level + 1) + parts.join(separator) + this.#lineBreak(level) + close;
  }

  #list(v: Ref, level: number): string {
    const vm = this.#vm;
    const exact = typeOf(vm, v) === TYPES.list || typeOf(vm, v) === TYPES.tuple;
    const sequence = exact ? v : this.#ask(TYPES.list, [v]);
    const items = asKind(vm, sequence, 'list')?.items ?? asKind(vm, sequence, 'tuple')?.items ?? [];
    if (items.length === 0) return '[]';
    return this.#marked(v, () => {
      const parts = items.map((item, i) =>
        this.#noted(
          () => `when serializing ${fullTypeName(vm, typeOf(vm, v))} item ${i}`,
          () => this.object(item, level + 1),
        ),
      );
      return this.#bracketed('[', parts, ']', level);
    });
  }

  #dict(v: Ref, level: number): string {
    const vm = this.#vm;
    if (dictEntries(vm, v).length === 0) return '{}';
    return this.#marked(v, () => {
      const parts: string[] = [];
      for (const [key, value] of this.#items(v)) {
        const text = this.#key(key);
        if (text === undefined) continue;
        const encoded = this.#string(text);
        const note = (): string =>
          `when serializing ${fullTypeName(vm, typeOf(vm, v))} item ${reprAsking(vm, key, this.#ask)}`;
        const inner = this.#noted(note, () => this.object(value, level + 1));
        parts.push(encoded + this.#settings.keySeparator + inner);
      }
      return this.#bracketed('{', parts, '}', level);
    });
  }

  /** Keys and values, sorted if they are to be; a subclass is asked for them. */
  #items(v: Ref): readonly (readonly [Value, Value])[] {
    const vm = this.#vm;
    const exact = typeOf(vm, v) === TYPES.dict;
    if (exact && !this.#settings.sortKeys) return dictEntries(vm, v);
    const own = (): Value => {
      const pairs = dictEntries(vm, v).map(([key, value]) => newTuple(vm, [key, value]));
      return newList(vm, pairs);
    };
    const asked = exact ? undefined : this.#ask(this.#ask(builtinFunction(vm, 'getattr'), [v, 'items']), []);
    const list = this.#settings.sortKeys
      ? this.#ask(builtinFunction(vm, 'sorted'), asked === undefined ? () => [own()] : [asked])
      : this.#ask(TYPES.list, [asked as Value]);
    return (asKind(vm, list, 'list')?.items ?? []).map((item) => {
      const pair = asKind(vm, item, 'tuple')?.items;
      if (pair?.length !== 2) throw raise(vm, 'ValueError', 'items must return 2-tuples');
      return [pair[0] as Value, pair[1] as Value];
    });
  }

  /** A key as a str; undefined where it is left out. */
  #key(key: Value): Value | undefined {
    const vm = this.#vm;
    if (asStr(vm, key) !== undefined) return key;
    const float = asFloat(vm, key);
    if (float !== undefined && asInt(vm, key) === undefined) return this.#float(key, float);
    if (key === null) return 'null';
    if (typeof key === 'boolean') return String(key);
    const int = asInt(vm, key);
    if (int !== undefined) return intText(vm, int);
    if (this.#settings.skipKeys) return undefined;
    throw raise(vm, 'TypeError', `keys must be str, int, float, bool or None, not ${typeName(vm, key)}`);
  }
}

/** Inputs: encoder, object. Vars: level. */
const ENCODE: Algorithm = {
  name: 'json_encode',
  run: (vm, [self, v], vars, ask) => {
    const { slots, numbers } = recordData(vm, self);
    const [markers, fallback, encoder, indent = null, key, item] = slots as Value[];
    const level = Number(vars['level']);
    const indented = ROWS[vm.version].jsonIndents && indent !== null;
    if (indented && level !== 0) throw new ModelError('_json.Encoder from another level than 0 is not modelled');
    if (indented && asStr(vm, indent) === undefined)
      throw new ModelError('_json.Encoder with an indent that is no str is not modelled');
    const settings: Settings = {
      marks: markers !== null,
      fallback: fallback as Value,
      encoder: encoder as Value,
      indent: indented ? (asStr(vm, indent) ?? '') : null,
      keySeparator: asStr(vm, key) ?? '',
      itemSeparator: asStr(vm, item) ?? '',
      sortKeys: numbers[0] === 1,
      skipKeys: numbers[1] === 1,
      allowNan: numbers[2] === 1,
    };
    return newTuple(vm, [new Encoding(vm, settings, ask).object(v as Value, level)]);
  },
};

/** Inputs: class, the nine arguments. */
const ENCODER: Algorithm = {
  name: 'json_encoder',
  run: (vm, [cls, ...args], _vars, ask) => {
    const [markers = null] = args as Value[];
    for (const at of [4, 5]) strArgument(vm, 'make_encoder', args[at] as Value, ` ${at + 1}`);
    const flags = args.slice(6).map((flag) => (truthAsking(vm, flag as Value, ask) ? 1 : 0));
    if (markers !== null && asKind(vm, markers, 'dict') === undefined) {
      const message = `make_encoder() argument 1 must be dict or None, not ${typeName(vm, markers)}`;
      throw raise(vm, 'TypeError', message);
    }
    return newExtension(vm, '_json.Encoder', cls as Ref, args.slice(0, 6), flags);
  },
};

const encoderNew: Builtin = (vm, [cls, ...args], keywords) =>
  replay(vm, ENCODER, [cls, ...bindArguments(vm, { name: 'make_encoder', names: NAMES, required: 9 }, args, keywords)]);

const encoderCall: Builtin = (vm, [self, ...args], keywords) => {
  const { ref } = recordOf(vm, '_json.Encoder', '__call__', self);
  const names = ['obj', '_current_indent_level'];
  const [v, level] = bindArguments(vm, { name: '_iterencode', names, required: 2 }, args, keywords);
  return replay(vm, ENCODE, [ref, v], { level: indexArgument(vm, level as Value) });
};

export const JSON_ENCODER_BUILTINS: BuiltinTable = {
  '_json.Encoder.__new__': encoderNew,
  '_json.Encoder.__call__': encoderCall,
  ...slotMembers('_json.Encoder', NAMES.slice(0, 6)),
  '_json.Encoder.sort_keys': (vm, [self]) => recordData(vm, self).numbers[0] === 1,
  '_json.Encoder.skipkeys': (vm, [self]) => recordData(vm, self).numbers[1] === 1,
};
export const JSON_ENCODER_ALGORITHMS: readonly Algorithm[] = [ENCODE, ENCODER];
