/**
 * `%` formatting of str and bytes: the format taken apart, the arguments taken in turn (Objects/unicode_format.c, Objects/bytesobject.c).
 * @module
 */

import type { Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { dictGet } from '../protocol/dict-table.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import type { Algorithm, Ask } from '../protocol/replay.ts';
import { bytesClass } from '../protocol/sequences.ts';
import { asciiObject, reprObject, strObject } from '../protocol/text.ts';
import { type Exhausted, PENDING, type Pending, type Ref, type Slot, type Value } from '../value.ts';
import { codesOf, newBytes } from './codecs.ts';
import { raise } from './exceptions.ts';
import { asInt, asKind, asStr } from './payload.ts';
import { type ArgumentText, PERCENT_TEXTS, type PercentTexts } from './percent-texts.ts';
import { convertValue } from './percent-values.ts';
import { bytesRepr, strRepr } from './str-repr.ts';
import { TYPES, typeName } from './types.ts';

/** One conversion, as the format gives it. */
export interface Conversion {
  readonly type: string;
  readonly flags: string;
  readonly width: number;
  readonly left: boolean;
  readonly precision: number | null;
}

const latin = (bytes: readonly number[]): string => String.fromCharCode(...bytes);

/** The arguments of `%`: a tuple's items one after the other, or the one value; a mapping for `%(name)s`. */
class Arguments {
  private next = 0;
  private readonly vm: Operations;
  private readonly texts: PercentTexts;
  private readonly bytes: boolean;
  private readonly items: readonly Value[];
  private readonly single: boolean;
  private readonly mapping: Value | undefined;
  /** How messages call the argument taken last. */
  private label = 'format argument';

  constructor(vm: Operations, args: Value, bytes: boolean) {
    this.vm = vm;
    this.texts = PERCENT_TEXTS[vm.version];
    this.bytes = bytes;
    const tuple = asKind(vm, args, 'tuple');
    this.single = tuple === undefined;
    this.items = tuple === undefined ? [args] : tuple.items;
    const text = asStr(vm, args) !== undefined || (bytes && asKind(vm, args, 'bytes') !== undefined);
    const isMapping = this.single && !text && lookupSpecial(vm, args, '__getitem__') !== undefined;
    this.mapping = isMapping ? args : undefined;
  }

  take(): Value {
    const item = this.items[this.next];
    if (item === undefined) throw raise(this.vm, 'TypeError', this.texts.notEnough(this.items.length));
    this.next++;
    this.label = this.single ? 'format argument' : `format argument ${this.next}`;
    return item;
  }

  /** The argument of a `*`. */
  star(what: 'width' | 'precision'): number {
    const { vm, texts } = this;
    if (texts.counts && this.single) throw raise(vm, 'TypeError', texts.notEnough(1));
    const v = this.take();
    const n = asInt(vm, v);
    if (n === undefined) throw raise(vm, 'TypeError', texts.star(this.told(v)));
    const most = what === 'width' ? vm.build.maxsize : 2 ** 31 - 1;
    if (n > most || n < -most - 1) throw raise(vm, 'OverflowError', texts.argumentTooBig(what, this.told(v)));
    return Number(n);
  }

  named(name: string, ask: Ask): Value {
    const { mapping, vm } = this;
    if (mapping === undefined) {
      const whole = this.single ? (this.items[0] as Value) : undefined;
      throw raise(vm, 'TypeError', this.texts.needsMapping(whole === undefined ? 'tuple' : typeName(vm, whole)));
    }
    this.next = this.items.length;
    this.label = `format argument ${this.bytes ? bytesRepr(codesOf(name)) : strRepr(name)}`;
    const key = this.bytes ? newBytes(vm, codesOf(name)) : name;
    const data = asKind(vm, mapping, 'dict');
    if (data !== undefined && data.cls === TYPES.dict) {
      const found: Slot | Pending | Exhausted = dictGet(vm, mapping as Ref, key);
      if (found === undefined || found === PENDING) throw raise(vm, 'KeyError', [key]);
      return found;
    }
    return ask(...bindSpecial(vm, lookupSpecial(vm, mapping, '__getitem__') as Value, mapping, [key]));
  }

  /** A value as messages speak of it. */
  told(v: Value): ArgumentText {
    return { label: this.label, type: typeName(this.vm, v) };
  }

  /** After the format: no arguments may be left over. */
  finish(): void {
    const { items, next, vm } = this;
    if (next >= items.length || this.mapping !== undefined) return;
    const noun = this.bytes ? 'bytes' : 'string';
    throw raise(vm, 'TypeError', this.texts.tooMany(noun, next, items.length));
  }
}

/** Takes a format apart and fills it in. */
class Formatter {
  private at = 0;
  private readonly vm: Operations;
  private readonly chars: readonly string[];
  private readonly args: Arguments;
  private readonly texts: PercentTexts;
  private readonly bytes: boolean;
  private readonly ask: Ask;

  constructor(vm: Operations, text: string, args: Value, bytes: boolean, ask: Ask) {
    this.vm = vm;
    this.chars = Array.from(text);
    this.args = new Arguments(vm, args, bytes);
    this.texts = PERCENT_TEXTS[vm.version];
    this.bytes = bytes;
    this.ask = ask;
  }

  /** A format that is one conversion of text and no more gives the text itself, of whatever subclass of str (`_PyUnicodeWriter_WriteStr`). */
  whole(): Value | undefined {
    const [percent, type, more] = this.chars;
    if (percent !== '%' || more !== undefined) return undefined;
    const convert = type === 's' ? strObject : type === 'r' ? reprObject : type === 'a' ? asciiObject : undefined;
    if (convert === undefined) return undefined;
    const text = convert(this.vm, this.args.take(), this.ask);
    this.args.finish();
    return text;
  }

  run(): string {
    let out = '';
    while (this.at < this.chars.length) {
      const c = this.chars[this.at++] as string;
      out += c === '%' ? this.conversion() : c;
    }
    this.args.finish();
    return out;
  }

  private conversion(): string {
    const { chars, vm, args, texts } = this;
    const start = this.at - 1;
    if (chars[this.at] === '%') {
      this.at++;
      return '%';
    }
    const key = chars[this.at] === '(' ? this.key(start) : undefined;
    let value = key === undefined ? undefined : args.named(key, this.ask);
    const flags = this.read(/[#0\- +]/);
    let width = this.size('width', start, key !== undefined) ?? 0;
    const left = flags.includes('-') || width < 0;
    width = Math.abs(width);
    let precision: number | null = null;
    if (chars[this.at] === '.') {
      this.at++;
      precision = Math.max(0, this.size('precision', start, key !== undefined) ?? 0);
    }
    if (/[hlL]/.test(chars[this.at] ?? '')) this.at++;
    const type = chars[this.at++];
    if (type === undefined) throw raise(vm, 'ValueError', texts.incomplete(start));
    value ??= args.take();
    if (!(this.bytes ? 'diuoxXeEfFgGcrsab' : 'diuoxXeEfFgGcrsa').includes(type))
      throw raise(vm, 'ValueError', texts.unsupported(type, this.at - 1, start));
    const conversion = { type, flags, width, left, precision };
    return convertValue(vm, conversion, value, args.told(value), this.bytes, this.ask);
  }

  /** `(name)`, parentheses nested. */
  private key(start: number): string {
    let depth = 1;
    const from = ++this.at;
    for (; this.at < this.chars.length; this.at++) {
      if (this.chars[this.at] === '(') depth++;
      else if (this.chars[this.at] === ')' && --depth === 0) return this.chars.slice(from, this.at++).join('');
    }
    throw raise(this.vm, 'ValueError', this.texts.incompleteKey(start));
  }

  private read(wanted: RegExp): string {
    let text = '';
    while (wanted.test(this.chars[this.at] ?? '')) text += this.chars[this.at++];
    return text;
  }

  private size(what: 'width' | 'precision', start: number, keyed: boolean): number | null {
    if (this.chars[this.at] !== '*') {
      const digits = this.read(/\d/);
      const most = what === 'width' ? this.vm.build.maxsize : 2 ** 31 - 1;
      if (Number(digits) > most) throw raise(this.vm, 'ValueError', this.texts.tooBig(what, start));
      return digits === '' ? null : Number(digits);
    }
    this.at++;
    if (keyed && this.texts.starAfterKey !== null) throw raise(this.vm, 'ValueError', this.texts.starAfterKey(start));
    return this.args.star(what);
  }
}

/** `format % args`. Inputs: the format, the arguments. */
export const STR_MOD: Algorithm = {
  name: 'str_mod',
  run: (vm, [format, args], _vars, ask) => {
    const formatter = new Formatter(vm, asStr(vm, format) as string, args as Value, false, ask);
    return formatter.whole() ?? formatter.run();
  },
};

/** The same of bytes and bytearray. */
export const BYTES_MOD: Algorithm = {
  name: 'bytes_mod',
  run: (vm, [format, args], _vars, ask) => {
    const data = asKind(vm, format, 'bytes');
    const text = new Formatter(vm, latin(data?.bytes ?? []), args as Value, true, ask).run();
    const bytes = codesOf(text);
    const cls = data === undefined ? TYPES.bytes : bytesClass(vm, data.cls);
    return vm.alloc({ kind: 'bytes', cls, bytes, attrs: null });
  },
};
