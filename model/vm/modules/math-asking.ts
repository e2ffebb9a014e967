/**
 * What the functions of `math` and `cmath` take: work on arguments that may have to be asked for their floats or complex numbers.
 * @module
 */
import { intAsking } from '../builtins/number-functions.ts';
import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { complexParts, isComplex } from '../protocol/complex.ts';
import type { Parts } from '../protocol/complex-parts.ts';
import { lookupSpecial, override } from '../protocol/lookup.ts';
import { intToFloat } from '../protocol/numbers.ts';
import type { Ask } from '../protocol/replay.ts';
import { wrongReturn } from '../protocol/wrong-return.ts';
import type { Value } from '../value.ts';

export type Work = (vm: Operations, args: readonly Value[], ask: Ask) => Value;

/** `PyFloat_AsDouble`. */
export function floatAsking(vm: Operations, v: Value, ask: Ask): number {
  const f = asFloat(vm, v);
  if (f !== undefined) return f;
  const own = override(vm, v, '__float__');
  if (own !== undefined && own !== null) {
    const r = ask(...bindSpecial(vm, own, v, []));
    const converted = asFloat(vm, r);
    if (converted === undefined) {
      throw wrongReturn(vm, v, '__float__', 'float', r);
    }
    return converted;
  }
  if (asInt(vm, v) === undefined && lookupSpecial(vm, v, '__index__') === undefined) {
    throw raise(vm, 'TypeError', `must be real number, not ${typeName(vm, v)}`);
  }
  return intToFloat(vm, intAsking(vm, v, ask));
}

/** `PyComplex_AsCComplex`. */
export function complexAsking(vm: Operations, v: Value, ask: Ask): Parts {
  if (isComplex(vm, v)) return complexParts(vm, v) as Parts;
  const own =
    asFloat(vm, v) === undefined && asInt(vm, v) === undefined ? lookupSpecial(vm, v, '__complex__') : undefined;
  if (own === undefined) return [floatAsking(vm, v, ask), 0];
  const r = ask(...bindSpecial(vm, own, v, []));
  if (!isComplex(vm, r)) throw wrongReturn(vm, v, '__complex__', 'complex', r);
  return complexParts(vm, r) as Parts;
}
