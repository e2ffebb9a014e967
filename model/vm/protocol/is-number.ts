/**
 * What counts as a number.
 * @module
 */
import { asFloat, asInt } from '../objects/payload.ts';
import type { Operations } from '../operations.ts';
import type { Value } from '../value.ts';
import { isComplex } from './complex.ts';
import { lookupSpecial } from './lookup.ts';

const CONVERSIONS = ['__index__', '__int__', '__float__'];

/** `PyNumber_Check`. */
export function isNumber(vm: Operations, v: Value): boolean {
  if (asInt(vm, v) !== undefined || asFloat(vm, v) !== undefined || isComplex(vm, v)) return true;
  return CONVERSIONS.some((name) => lookupSpecial(vm, v, name) !== undefined);
}
