/**
 * Template strings (3.14+; Objects/templateobject.c, Objects/interpolationobject.c). Slots: Template strings (tuple), interpolations (tuple); Interpolation value,
 * expression, conversion (str or None), format specification.
 * @module
 */
import { argumentType, bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { newTuple, tupleItems } from '../objects/tuple.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { newRecord } from '../protocol/iteration.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { recordData } from './extension.ts';

const CONVERSIONS = [null, 's', 'r', 'a'];

/** BUILD_INTERPOLATION. */
export function newInterpolation(
  vm: Operations,
  value: Value,
  expression: Value,
  conversion: number,
  spec: Value,
): Ref {
  return newRecord(vm, 'Interpolation', [value, expression, CONVERSIONS[conversion] ?? null, spec]);
}

/** BUILD_TEMPLATE. */
export function newTemplate(vm: Operations, strings: Value, interpolations: Value): Ref {
  return newRecord(vm, 'Template', [strings, interpolations]);
}

function isInterpolation(vm: Operations, v: Value): boolean {
  return v instanceof Ref && vm.read(v).cls === TYPES.Interpolation;
}

/** `Template(*args)`: strings beside each other are joined, and one stands between any two interpolations. */
function templateOf(vm: Operations, args: readonly Value[]): Ref {
  const strings: string[] = [''];
  const interpolations: Value[] = [];
  for (const arg of args) {
    const text = asStr(vm, arg);
    if (text !== undefined) strings[strings.length - 1] += text;
    else if (isInterpolation(vm, arg)) {
      interpolations.push(arg);
      strings.push('');
    } else {
      const found = typeName(vm, arg);
      throw raise(vm, 'TypeError', `Template.__new__ *args need to be of type 'str' or 'Interpolation', got ${found}`);
    }
  }
  return newTemplate(vm, newTuple(vm, strings), newTuple(vm, interpolations));
}

/** Its parts in order, empty strings left out. */
function partsOf(vm: Operations, template: Slot): Value[] {
  const [strings, interpolations] = recordData(vm, template).slots.map((slot) => tupleItems(vm, slot));
  return (strings ?? []).flatMap((text, i) => {
    const interpolation = interpolations?.[i];
    const parts = text === '' ? [] : [text];
    return interpolation === undefined ? parts : [...parts, interpolation];
  });
}

function checkText(vm: Operations, name: string, v: Value): string {
  const text = asStr(vm, v);
  if (text !== undefined) return text;
  throw raise(vm, 'TypeError', `Interpolation() argument '${name}' must be str, not ${argumentType(vm, v)}`);
}

const interpolationNew: Builtin = (vm, [, ...args], keywords) => {
  const names = ['value', 'expression', 'conversion', 'format_spec'];
  const bound = bindArguments(vm, { name: 'Interpolation', names, required: 1 }, args, keywords);
  const [value, expression = '', conversion = null, spec = ''] = bound;
  checkText(vm, 'expression', expression);
  if (conversion !== null && !['s', 'a', 'r'].includes(checkText(vm, 'conversion', conversion)))
    throw raise(vm, 'ValueError', "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
  checkText(vm, 'format_spec', spec);
  return newRecord(vm, 'Interpolation', [value, expression, conversion, spec]);
};

const add: Builtin = (vm, [a, b]) => {
  if (!(b instanceof Ref) || vm.read(b).cls !== TYPES.Template) {
    const found = typeName(vm, b as Value);
    throw raise(
      vm,
      'TypeError',
      `can only concatenate string.templatelib.Template (not "${found}") to string.templatelib.Template`,
    );
  }
  return templateOf(vm, [...partsOf(vm, a), ...partsOf(vm, b)]);
};

const slot =
  (i: number): Builtin =>
  (vm, [self]) =>
    recordData(vm, self).slots[i] as Value;

export const TEMPLATE_BUILTINS: BuiltinTable = {
  'Template.__new__': (vm, [, ...args], keywords) => {
    if ((keywords?.size ?? 0) > 0) throw raise(vm, 'TypeError', 'Template.__new__ only accepts *args arguments');
    return templateOf(vm, args);
  },
  'Template.__iter__': (vm, [self]) => newRecord(vm, 'tuple_iterator', [newTuple(vm, partsOf(vm, self))], [0]),
  'Template.__add__': add,
  'Template.strings': slot(0),
  'Template.interpolations': slot(1),
  'Template.values': (vm, [self]) =>
    newTuple(
      vm,
      tupleItems(vm, recordData(vm, self).slots[1]).map((v) => recordData(vm, v).slots[0] as Value),
    ),
  'Interpolation.__new__': interpolationNew,
  'Interpolation.value': slot(0),
  'Interpolation.expression': slot(1),
  'Interpolation.conversion': slot(2),
  'Interpolation.format_spec': slot(3),
};
