/**
 * `pow()` with a modulus (`ternary_op`, `slot_nb_power`).
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asInt } from '../objects/payload.ts';
import { isExtension, isSubtype, NotImplemented, TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { bindSpecial, internal, orNotImplemented } from './bind-special.ts';
import { complexParts } from './complex.ts';
import { lookupType, overrideOf } from './lookup.ts';
import { powerModulo } from './numbers.ts';
import type { Algorithm, Ask } from './replay.ts';
import { ROWS } from './rows.ts';

/** What `nb_power` of a type is: the method of a builtin number, or that which asks for the special methods. */
type Power = 'int' | 'float' | 'complex' | 'decimal' | 'special' | undefined;

/** `nm_mpd_qpow`, which any of the three may be the Decimal of. */
const DECIMAL_POWER: Ref = internal('decimal.Decimal.__pow__');

/** Whether a class has a special method of Python code. */
function isOwn(vm: Operations, type: Ref, name: string): boolean {
  const found = overrideOf(vm, type, name);
  return found !== undefined && found !== lookupType(vm, TYPES['decimal.Decimal'], name);
}

function powerOf(vm: Operations, v: Value): Power {
  const type = typeOf(vm, v);
  if (type === TYPES['decimal.Decimal']) return 'decimal';
  const own = type.id > 0 || isExtension(type);
  if (own && ['__pow__', '__rpow__'].some((name) => isOwn(vm, type, name))) return 'special';
  if (isSubtype(vm, type, TYPES['decimal.Decimal'])) return 'decimal';
  return (['int', 'float', 'complex'] as const).find((name) => isSubtype(vm, type, TYPES[name]));
}

/** What a slot does with a modulus. */
export function powerBy(vm: Operations, power: Power, a: Value, b: Value, modulus: Value, ask: Ask): Value {
  switch (power) {
    case 'int': {
      const [x, y, z] = [a, b, modulus].map((v) => asInt(vm, v));
      return x === undefined || y === undefined || z === undefined ? NotImplemented : powerModulo(vm, x, y, z);
    }
    case 'float':
      throw raise(vm, 'TypeError', 'pow() 3rd argument not allowed unless all arguments are integers');
    case 'complex':
      if (complexParts(vm, a) === undefined || complexParts(vm, b) === undefined) return NotImplemented;
      throw raise(vm, 'ValueError', 'complex modulo');
    case 'decimal':
      return ask(DECIMAL_POWER, [a, b, modulus]);
    case 'special':
      return ROWS[vm.version].powerReflects
        ? askBoth(vm, a, b, modulus, ask)
        : powerOf(vm, a) === 'special'
          ? call(vm, method(vm, a, '__pow__'), a, [b, modulus], ask)
          : NotImplemented;
    default:
      return NotImplemented;
  }
}

function method(vm: Operations, v: Value, name: string): Value {
  const found = lookupType(vm, typeOf(vm, v), name);
  if (found === undefined) throw raise(vm, 'AttributeError', name);
  return found;
}

const call = (vm: Operations, found: Slot, self: Value, args: readonly Value[], ask: Ask): Value =>
  found === undefined ? NotImplemented : orNotImplemented(ask(...bindSpecial(vm, found, self, args, 'maybe')));

/** `slot_nb_power` since it asks the second operand too. */
function askBoth(vm: Operations, a: Value, b: Value, modulus: Value, ask: Ask): Value {
  const [ta, tb] = [typeOf(vm, a), typeOf(vm, b)];
  let reflects = ta !== tb && powerOf(vm, b) === 'special';
  const backward = lookupType(vm, tb, '__rpow__');
  if (powerOf(vm, a) === 'special') {
    if (reflects && isSubtype(vm, tb, ta) && backward !== undefined && backward !== lookupType(vm, ta, '__rpow__')) {
      const r = call(vm, backward, b, [a, modulus], ask);
      if (r !== NotImplemented) return r;
      reflects = false;
    }
    const r = call(vm, lookupType(vm, ta, '__pow__'), a, [b, modulus], ask);
    if (r !== NotImplemented || ta === tb) return r;
  }
  return reflects ? call(vm, backward, b, [a, modulus], ask) : NotImplemented;
}

/** `ternary_op`. */
function ternary(vm: Operations, a: Value, b: Value, modulus: Value, ask: Ask): Value {
  const first = powerOf(vm, a);
  const second = powerOf(vm, b) === first ? undefined : powerOf(vm, b);
  const later = isSubtype(vm, typeOf(vm, b), typeOf(vm, a)) ? [second, first] : [first, second];
  const third = powerOf(vm, modulus);
  for (const power of [...later, later.includes(third) ? undefined : third]) {
    const r = powerBy(vm, power, a, b, modulus, ask);
    if (r !== NotImplemented) return r;
  }
  const names = [a, b, modulus].map((v) => `'${typeName(vm, v)}'`).join(', ');
  throw raise(vm, 'TypeError', `unsupported operand type(s) for ** or pow(): ${names}`);
}

/** Inputs: base, exponent, modulus. */
export const TERNARY: Algorithm = {
  name: 'ternary',
  run: (vm, [a, b, modulus], _vars, ask) => ternary(vm, a as Value, b as Value, modulus as Value, ask),
};
