/**
 * `str.format`, `format_map`, `translate`, `maketrans` and the parser of format strings (Objects/stringlib/unicode_format.h, Objects/unicodeobject.c).
 * @module
 */

import type { Builtin, BuiltinTable, Keywords, Operations } from '../operations.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { dictEntries, dictOperation, dictSet, newDict } from '../protocol/dict-table.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { formatObject, reprAsking, strAsking } from '../protocol/text.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { exactly, strArgument } from './arguments.ts';
import { raise } from './exceptions.ts';
import { asInt, asKind, asStr } from './payload.ts';
import { strReceiver } from './str-method.ts';
import { asciiEscape } from './str-repr.ts';
import { STR_TEXTS } from './str-texts.ts';
import { staticFunction } from './types.ts';

/** One piece of a format string: text, then a field or none. */
export interface FormatPiece {
  readonly literal: string;
  readonly field: { readonly name: string; readonly spec: string; readonly conversion: string } | null;
}

/** `MarkupIterator`: the pieces of a format string. */
export function parseFormat(vm: Operations, text: string): FormatPiece[] {
  const pieces: FormatPiece[] = [];
  let i = 0;
  while (i < text.length) {
    let literal = '';
    let open = false;
    while (i < text.length) {
      const c = text[i++] as string;
      if (c !== '{' && c !== '}') {
        literal += c;
        continue;
      }
      if (text[i] === c) {
        literal += c;
        i++;
        continue;
      }
      if (c === '}') throw raise(vm, 'ValueError', "Single '}' encountered in format string");
      if (i >= text.length) throw raise(vm, 'ValueError', "Single '{' encountered in format string");
      open = true;
      break;
    }
    if (!open) {
      pieces.push({ literal, field: null });
      break;
    }
    const { field, end } = parseField(vm, text, i);
    pieces.push({ literal, field });
    i = end;
  }
  return pieces;
}

function parseField(vm: Operations, text: string, from: number): { field: FormatPiece['field']; end: number } {
  let i = from;
  let bracket = false;
  while (i < text.length && (bracket || !'{}:!'.includes(text[i] as string))) {
    if (text[i] === '[') bracket = true;
    if (text[i] === ']') bracket = false;
    i++;
  }
  const name = text.slice(from, i);
  if (i >= text.length) throw raise(vm, 'ValueError', "expected '}' before end of string");
  if (text[i] === '{') throw raise(vm, 'ValueError', "unexpected '{' in field name");
  let conversion = '';
  if (text[i] === '!') {
    if (i + 1 >= text.length || text[i + 1] === '}')
      throw raise(
        vm,
        'ValueError',
        i + 1 >= text.length ? 'end of string while looking for conversion specifier' : "unmatched '{' in format spec",
      );
    conversion = text[i + 1] as string;
    i += 2;
    if (i >= text.length) throw raise(vm, 'ValueError', "unmatched '{' in format spec");
    if (text[i] === '}') return { field: { name, spec: '', conversion }, end: i + 1 };
    if (text[i] !== ':') throw raise(vm, 'ValueError', "expected ':' after conversion specifier");
  }
  if (text[i] === '}') return { field: { name, spec: '', conversion }, end: i + 1 };
  const start = i + 1;
  let depth = 1;
  for (i = start; i < text.length; i++) {
    if (text[i] === '{') depth++;
    if (text[i] === '}' && --depth === 0)
      return { field: { name, spec: text.slice(start, i), conversion }, end: i + 1 };
  }
  throw raise(vm, 'ValueError', "unmatched '{' in format spec");
}

/** `a.b[0]`: the first part, then attributes (`.`) and items (`[`). */
export function parseFieldName(
  vm: Operations,
  name: string,
): { first: string; rest: (readonly ['.' | '[', string])[] } {
  const first = /^[^.[]*/.exec(name)?.[0] ?? '';
  const rest: (readonly ['.' | '[', string])[] = [];
  let i = first.length;
  while (i < name.length) {
    if (name[i] === '.') {
      const part = /^[^.[]*/.exec(name.slice(i + 1))?.[0] ?? '';
      if (part === '') throw raise(vm, 'ValueError', 'Empty attribute in format string');
      rest.push(['.', part]);
      i += 1 + part.length;
    } else if (name[i] === '[') {
      const end = name.indexOf(']', i);
      if (end < 0) throw raise(vm, 'ValueError', "Missing ']' in format string");
      if (end === i + 1) throw raise(vm, 'ValueError', 'Empty attribute in format string');
      rest.push(['[', name.slice(i + 1, end)]);
      i = end + 1;
    } else throw raise(vm, 'ValueError', "Only '.' or '[' may follow ']' in format field specifier");
  }
  return { first, rest };
}

const GETATTR = staticFunction('getattr', 'getattr');
const GETITEM = staticFunction('_operator:getitem', 'getitem');

/** What a format string may name, and the numbering that goes on. */
interface Fields {
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value> | null;
  readonly mapping: Value | undefined;
  auto: number | 'manual';
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);

function firstValue(vm: Operations, first: string, fields: Fields, ask: Ask): Value {
  let name = first;
  if (name === '') {
    if (fields.auto === 'manual')
      throw raise(vm, 'ValueError', 'cannot switch from manual field specification to automatic field numbering');
    name = String(Math.max(fields.auto, 0));
    fields.auto = Math.max(fields.auto, 0) + 1;
  } else if (isNumber(name)) {
    if (fields.auto !== 'manual' && fields.auto > 0)
      throw raise(vm, 'ValueError', 'cannot switch from automatic field numbering to manual field specification');
    fields.auto = 'manual';
  }
  if (isNumber(name)) {
    if (Number(name) > vm.build.maxsize) throw raise(vm, 'ValueError', 'Too many decimal digits in format string');
    if (fields.mapping !== undefined) throw raise(vm, 'ValueError', 'Format string contains positional fields');
    const value = fields.args[Number(name)];
    if (value !== undefined) return value;
    throw raise(vm, 'IndexError', `Replacement index ${name} out of range for positional args tuple`);
  }
  if (fields.mapping !== undefined) return ask(GETITEM, [fields.mapping, name]);
  const value = fields.keywords?.get(name);
  if (value === undefined) throw raise(vm, 'KeyError', [name]);
  return value;
}

function fieldText(
  vm: Operations,
  field: NonNullable<FormatPiece['field']>,
  fields: Fields,
  ask: Ask,
  depth: number,
): Value {
  const { first, rest } = parseFieldName(vm, field.name);
  let value = firstValue(vm, first, fields, ask);
  for (const [kind, part] of rest) {
    value = kind === '.' ? ask(GETATTR, [value, part]) : ask(GETITEM, [value, isNumber(part) ? Number(part) : part]);
  }
  switch (field.conversion) {
    case '':
      break;
    case 'r':
      value = reprAsking(vm, value, ask);
      break;
    case 's':
      value = strAsking(vm, value, ask);
      break;
    case 'a':
      value = asciiEscape(reprAsking(vm, value, ask));
      break;
    default:
      throw raise(vm, 'ValueError', `Unknown conversion specifier ${field.conversion}`);
  }
  const spec = field.spec.includes('{') ? formatText(vm, field.spec, fields, ask, depth - 1) : field.spec;
  return formatObject(vm, value, spec, ask);
}

function formatText(vm: Operations, text: string, fields: Fields, ask: Ask, depth: number): string {
  if (depth <= 0) throw raise(vm, 'ValueError', 'Max string recursion exceeded');
  return parseFormat(vm, text)
    .map(({ literal, field }) => {
      return literal + (field === null ? '' : (asStr(vm, fieldText(vm, field, fields, ask, depth)) as string));
    })
    .join('');
}

/** A format that is one field and no more gives the field's text itself, of whatever subclass of str (`_PyUnicodeWriter_WriteStr`). */
function formatted(vm: Operations, text: string, fields: Fields, ask: Ask): Value {
  const [piece, more] = parseFormat(vm, text);
  if (piece === undefined || more !== undefined || piece.literal !== '' || piece.field === null)
    return formatText(vm, text, fields, ask, 2);
  return fieldText(vm, piece.field, fields, ask, 2);
}

/** Inputs: the text, the arguments. Vars: args, names, or mapping. */
const FORMAT: Algorithm = {
  name: 'str_format',
  run: (vm, [text, ...values], vars, ask) => {
    if (vars['mapping'] === true)
      return formatted(vm, text as string, { args: [], keywords: null, mapping: values[0] as Value, auto: 0 }, ask);
    const { args, keywords } = callOf({ slots: values, vars }, 0);
    return formatted(vm, text as string, { args, keywords, mapping: undefined, auto: 0 }, ask);
  },
};

/** What is one literal is given as it is, of whatever subclass. */
const isLiteral = (text: string): boolean => text !== '' && !/[{}]/.test(text);

const format: Builtin = (vm, [self, ...args], keywords: Keywords | null) => {
  const text = strReceiver(vm, 'format', self);
  if (isLiteral(text)) return self as Value;
  return replay(vm, FORMAT, [text, ...callSlots(args, keywords)], callVars(args, keywords));
};

/** Inputs: the text, the table. */
function builtinItems(vm: Operations, v: Slot): readonly Value[] | undefined {
  const data = v instanceof Ref && v.id > 0 ? vm.read(v) : null;
  return (data?.kind === 'list' || data?.kind === 'tuple') && data.cls.id < 0 ? data.items : undefined;
}

const TRANSLATE: Algorithm = {
  name: 'str_translate',
  run: (vm, [text, table], _vars, ask) => {
    const isDict = asKind(vm, table, 'dict') !== undefined;
    // What lies outside is left as it is (LookupError).
    const characters = asStr(vm, table);
    const items = characters === undefined ? builtinItems(vm, table) : [...characters];
    const one = (c: string): string => {
      const point = c.codePointAt(0) as number;
      const found = isDict
        ? dictOperation(vm, 'getdefault', table as Ref, point, c)
        : items !== undefined
          ? (items[point] ?? c)
          : ask(GETITEM, [table as Value, point]);
      if (found === null) return '';
      const n = asInt(vm, found as Value);
      const s = asStr(vm, found as Value);
      if (s !== undefined) return s;
      if (n === undefined) throw raise(vm, 'TypeError', 'character mapping must return integer, None or str');
      if (n < 0 || n > 0x10ffff) throw raise(vm, 'ValueError', 'character mapping must be in range(0x110000)');
      return String.fromCodePoint(Number(n));
    };
    return Array.from(text as string, one).join('');
  },
};

const maketrans: Builtin = (vm, [x, y, z]) => {
  const table = newDict(vm);
  if (y === undefined) {
    if (asKind(vm, x, 'dict') === undefined)
      throw raise(vm, 'TypeError', 'if you give only one argument to maketrans it must be a dict');
    for (const [key, value] of dictEntries(vm, x as Ref)) {
      const s = asStr(vm, key);
      if (s !== undefined && [...s].length !== 1)
        throw raise(vm, 'ValueError', STR_TEXTS[vm.version].translateKeyLength);
      if (s === undefined && asInt(vm, key) === undefined)
        throw raise(vm, 'TypeError', STR_TEXTS[vm.version].translateKeyType);
      dictSet(vm, table, s === undefined ? key : (s.codePointAt(0) as number), value);
    }
    return table;
  }
  const from = asStr(vm, x as Slot);
  if (from === undefined)
    throw raise(vm, 'TypeError', 'first maketrans argument must be a string if there is a second argument');
  const to = strArgument(vm, 'maketrans', y as Value, ' 2');
  const removed = z === undefined ? '' : strArgument(vm, 'maketrans', z as Value, ' 3');
  const [a, b] = [[...from], [...to]];
  if (a.length !== b.length) throw raise(vm, 'ValueError', 'the first two maketrans arguments must have equal length');
  a.forEach((c, i) => {
    dictSet(vm, table, c.codePointAt(0) as number, (b[i] as string).codePointAt(0) as number);
  });
  for (const c of removed) dictSet(vm, table, c.codePointAt(0) as number, null);
  return table;
};

export const STR_FORMAT_BUILTINS: BuiltinTable = {
  'str.format': format,
  'str.format_map': (vm, [self, ...args]) => {
    exactly(vm, 'str.format_map', args, 1);
    const text = strReceiver(vm, 'format_map', self);
    return isLiteral(text) ? (self as Value) : replay(vm, FORMAT, [text, args[0]], { mapping: true });
  },
  'str.translate': (vm, [self, ...args]) => {
    exactly(vm, 'str.translate', args, 1);
    return replay(vm, TRANSLATE, [strReceiver(vm, 'translate', self), args[0]]);
  },
  'str.maketrans': maketrans,
};
export const STR_FORMAT_ALGORITHMS: readonly Algorithm[] = [FORMAT, TRANSLATE];
