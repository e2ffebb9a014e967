import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatRepr, parseFloatRepr } from '../../../../model/compile/arithmetic/float-repr.ts';

const SEED = 754;

describe('floatRepr', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [0.1, '0.1'],
    [1e16, '1e+16'],
    [9999999999999998, '9999999999999998.0'],
    [1e22, '1e+22'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [123456789.123, '123456789.123'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [Number.NaN, 'nan'],
  ])('writes %d as %s', (value, text) => {
    expect(floatRepr(value)).toBe(text);
  });

  it(`reads back as the same double (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.double(), (value) => Object.is(parseFloatRepr(floatRepr(value)), value)),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
