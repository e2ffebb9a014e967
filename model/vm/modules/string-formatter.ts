/**
 * The module `_string` (Objects/stringlib/unicode_format.h): how `string.Formatter` takes a format string apart.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { parseFieldName, parseFormat } from '../objects/str-format.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { newRecord } from '../protocol/iteration.ts';
import type { Ref, Value } from '../value.ts';
import { type NativeModule, unary } from './native-module.ts';

function text(vm: Operations, v: Value): string {
  const s = asStr(vm, v);
  if (s === undefined) throw raise(vm, 'TypeError', `expected str, got ${typeName(vm, v)}`);
  return s;
}

function iterator(vm: Operations, items: Value[]): Ref {
  return newRecord(vm, 'tuple_iterator', [newTuple(vm, items)], [0]);
}

/** Literal text, field name, format spec and conversion of each piece; without a field the last three are None. */
function parser(vm: Operations, v: Value): Value {
  const pieces = parseFormat(vm, text(vm, v)).map(({ literal, field }) => {
    if (field === null) return newTuple(vm, [literal, null, null, null]);
    return newTuple(vm, [literal, field.name, field.spec, field.conversion === '' ? null : field.conversion]);
  });
  return iterator(vm, pieces);
}

/** A name or number that is an index is an int. */
const indexOrName = (part: string): Value => (/^\d+$/.test(part) ? Number(part) : part);

/** The first part of a field name, and whether each further one is an attribute. */
function split(vm: Operations, v: Value): Value {
  const { first, rest } = parseFieldName(vm, text(vm, v));
  const parts = rest.map(([kind, part]) => newTuple(vm, [kind === '.', kind === '.' ? part : indexOrName(part)]));
  return newTuple(vm, [indexOrName(first), iterator(vm, parts)]);
}

export const STRING_MODULE: NativeModule = {
  functions: {
    formatter_parser: unary('formatter_parser', parser),
    formatter_field_name_split: unary('formatter_field_name_split', split),
  },
  whole: true,
};
