/**
 * `str(x)` and `%` formatting (Objects/unicodeobject.c).
 * @module
 */
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/compare.ts';
import { dictGet } from '../protocol/dict-table.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { TEXTS } from '../protocol/messages.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { reprAsking, strAsking } from '../protocol/text.ts';
import { PENDING, type Ref, type Slot, type Value } from '../value.ts';
import { decodeBytes } from './codecs.ts';
import { raise } from './exceptions.ts';
import { formatSpec } from './format-spec.ts';
import { intDigits, intText } from './int-text.ts';
import { ofType, truncate } from './number-new.ts';
import { asFloat, asInt, asKind, asStr } from './payload.ts';
import { asciiEscape } from './str-repr.ts';
import { NotImplemented, TYPES, typeName } from './types.ts';

const STR_NEW: Algorithm = {
  name: 'str_new',
  run: (vm, inputs, _vars, ask) => {
    const [type, v, encoding, errors] = inputs as [Ref, Slot, Slot, Slot];
    const bytes = asKind(vm, v, 'bytes');
    const decodes = encoding !== undefined || errors !== undefined;
    if (bytes !== undefined && decodes) {
      const text = decodeBytes(vm, v as Ref, bytes.bytes, asStr(vm, encoding), asStr(vm, errors));
      return ofType(vm, type, TYPES.str, text);
    }
    if (decodes) {
      throw raise(vm, 'TypeError', `decoding to str: need a bytes-like object, ${typeName(vm, v as Value)} found`);
    }
    return ofType(vm, type, TYPES.str, v === undefined ? '' : strAsking(vm, v, ask));
  },
};

const strNew: Builtin = (vm, [type, ...args], keywords) => {
  if (args.length > 3) throw raise(vm, 'TypeError', TEXTS[vm.version].tooMany('str', 3, args.length));
  const inputs: Slot[] = [...args];
  for (const [key, value] of keywords ?? []) {
    const i = ['object', 'encoding', 'errors'].indexOf(key);
    if (i < 0) throw raise(vm, 'TypeError', `str() got an unexpected keyword argument '${key}'`);
    inputs[i] = value;
  }
  return replay(vm, STR_NEW, [type, inputs[0], inputs[1], inputs[2]]);
};

/** The arguments of `%`: a tuple's items one after the other, or the one value; a mapping for `%(name)s`. */
class Arguments {
  private next = 0;
  private readonly vm: Operations;
  private readonly items: readonly Value[];
  private readonly mapping: Value | undefined;
  constructor(vm: Operations, args: Value) {
    this.vm = vm;
    const tuple = asKind(vm, args, 'tuple');
    this.items = tuple === undefined ? [args] : tuple.items;
    const isMapping =
      tuple === undefined && asStr(vm, args) === undefined && lookupSpecial(vm, args, '__getitem__') !== undefined;
    this.mapping = isMapping ? args : undefined;
  }
  take(): Value {
    const item = this.items[this.next++];
    if (item === undefined)
      throw raise(
        this.vm,
        'TypeError',
        `not enough arguments for format string${this.counted(`got ${this.items.length}`)}`,
      );
    return item;
  }
  named(name: string, ask: Ask): Value {
    const { mapping, vm } = this;
    if (mapping === undefined)
      throw raise(
        vm,
        'TypeError',
        `format requires a mapping${this.counts ? `, not ${typeName(vm, this.items[0] as Value)}` : ''}`,
      );
    this.next = this.items.length;
    const data = asKind(vm, mapping, 'dict');
    if (data !== undefined && data.cls === TYPES.dict) {
      const found = dictGet(vm, mapping as Ref, name);
      if (found === undefined || found === PENDING) throw raise(vm, 'KeyError', [name]);
      return found;
    }
    return ask(...bindSpecial(vm, lookupSpecial(vm, mapping, '__getitem__') as Value, mapping, [name]));
  }
  /** After the format: no arguments may be left over. */
  finish(): void {
    const { items, next, vm } = this;
    if (next >= items.length || this.mapping !== undefined) return;
    const counts = this.counted(`required ${next}, got ${items.length}`);
    throw raise(vm, 'TypeError', `not all arguments converted during string formatting${counts}`);
  }
  /** 3.15 says how many. */
  private get counts(): boolean {
    return this.vm.version >= '3.15';
  }
  private counted(text: string): string {
    return this.counts ? ` (${text})` : '';
  }
}

const CONVERSION = /%(?:\(([^)]*)\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?(.)?/gsu;

/** `format % args`. Inputs: the format, the arguments. */
const STR_MOD: Algorithm = {
  name: 'str_mod',
  run: (vm, inputs, _vars, ask) => {
    const text = asStr(vm, inputs[0]) as string;
    const args = new Arguments(vm, inputs[1] as Value);
    let out = '';
    let at = 0;
    for (const match of text.matchAll(CONVERSION)) {
      out += text.slice(at, match.index);
      at = match.index + match[0].length;
      out += convert(vm, match, text, args, ask);
    }
    out += text.slice(at);
    args.finish();
    return out;
  },
};

function convert(vm: Operations, match: RegExpMatchArray, text: string, args: Arguments, ask: Ask): string {
  const [whole, name, flags = '', widthText, precisionText, type] = match;
  if (type === undefined) throw raise(vm, 'ValueError', 'incomplete format');
  if (type === '%' && whole === '%%') return '%';
  let value: Value | undefined;
  if (name !== undefined) value = args.named(name, ask);
  const star = (given: string | undefined): number | null => {
    if (given === undefined) return null;
    if (given !== '*') return Number(given);
    const n = asInt(vm, args.take());
    if (n === undefined) throw raise(vm, 'TypeError', '* wants int');
    return Number(n);
  };
  const width = star(widthText) ?? 0;
  const precision = whole.includes('.') ? (star(precisionText) ?? 0) : null;
  if (type === '%') return '%';
  value ??= args.take();
  const left = flags.includes('-') || width < 0;
  const wanted = Math.abs(width);
  const body = convertValue(vm, type, value, flags, precision, match, text, ask);
  const missing = wanted - [...body].length;
  if (missing <= 0) return body;
  if (left) return body + ' '.repeat(missing);
  const numeric = 'diuoxXeEfFgG'.includes(type);
  if (!numeric || !flags.includes('0')) return ' '.repeat(missing) + body;
  const head = /^[+\- ]?(?:0[xXo])?/.exec(body) as RegExpExecArray;
  return head[0] + '0'.repeat(missing) + body.slice(head[0].length);
}

function convertValue(
  vm: Operations,
  type: string,
  value: Value,
  flags: string,
  precision: number | null,
  match: RegExpMatchArray,
  text: string,
  ask: Ask,
): string {
  const cut = (s: string): string => (precision === null ? s : [...s].slice(0, precision).join(''));
  switch (type) {
    case 's':
      return cut(strAsking(vm, value, ask));
    case 'r':
      return cut(reprAsking(vm, value, ask));
    case 'a':
      return cut(asciiEscape(reprAsking(vm, value, ask)));
    case 'c':
      return character(vm, value);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return integer(vm, type, value, flags, precision, ask);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const f = asFloat(vm, value) ?? asInt(vm, value);
      if (f === undefined) throw raise(vm, 'TypeError', `must be real number, not ${typeName(vm, value)}`);
      const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
      return formatSpec(vm, value, `${sign}${flags.includes('#') ? '#' : ''}.${precision ?? 6}${type}`);
    }
    default: {
      const index = [...text.slice(0, (match.index ?? 0) + match[0].length)].length - 1;
      const code = (type.codePointAt(0) as number).toString(16);
      throw raise(vm, 'ValueError', `unsupported format character '${type}' (0x${code}) at index ${index}`);
    }
  }
}

function character(vm: Operations, value: Value): string {
  const s = asStr(vm, value);
  if (s !== undefined) {
    if ([...s].length === 1) return s;
    const text =
      vm.version < '3.14'
        ? '%c requires int or char'
        : `%c requires an int or a unicode character, not a string of length ${[...s].length}`;
    throw raise(vm, 'TypeError', text);
  }
  const n = asInt(vm, value);
  if (n === undefined) {
    const text =
      vm.version < '3.14'
        ? '%c requires int or char'
        : `%c requires an int or a unicode character, not ${typeName(vm, value)}`;
    throw raise(vm, 'TypeError', text);
  }
  if (n < 0 || n > 0x10ffff) throw raise(vm, 'OverflowError', '%c arg not in range(0x110000)');
  return String.fromCodePoint(Number(n));
}

function integer(
  vm: Operations,
  type: string,
  value: Value,
  flags: string,
  precision: number | null,
  ask: Ask,
): string {
  let n = asInt(vm, value);
  const decimal = 'diu'.includes(type);
  if (n === undefined) {
    const f = asFloat(vm, value);
    const method = decimal ? '__int__' : '__index__';
    const found = f === undefined ? lookupSpecial(vm, value, method) : undefined;
    if (f !== undefined && decimal) n = truncate(vm, f);
    else if (found !== undefined) n = asInt(vm, ask(...bindSpecial(vm, found, value, [])));
    if (n === undefined) {
      const kind = decimal ? 'a real number is required' : 'an integer is required';
      throw raise(vm, 'TypeError', `%${type} format: ${kind}, not ${typeName(vm, value)}`);
    }
  }
  const magnitude = n < 0 ? -n : n;
  const base = { o: 8, x: 16, X: 16 }[type] ?? 10;
  let digits = base === 10 ? intText(vm, magnitude) : intDigits(magnitude, base);
  if (type === 'X') digits = digits.toUpperCase();
  if (precision !== null) digits = digits.padStart(precision, '0');
  const prefix = flags.includes('#') && base !== 10 ? `0${type}` : '';
  const sign = n < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return sign + prefix + digits;
}

const strMod: Builtin = (vm, args) =>
  asStr(vm, args[0]) === undefined ? NotImplemented : replay(vm, STR_MOD, [args[0], args[1]]);

export const STR_CONSTRUCTORS: BuiltinTable = {
  'str.__new__': strNew,
  'str.__mod__': strMod,
  'str.__rmod__': (vm, args) =>
    asStr(vm, args[1]) === undefined ? NotImplemented : replay(vm, STR_MOD, [args[1], args[0]]),
};
export const STR_CONSTRUCTOR_ALGORITHMS: readonly Algorithm[] = [STR_NEW, STR_MOD];
