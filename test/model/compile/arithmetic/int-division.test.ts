import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bitLength,
  floorDivide,
  modulo,
  ratio,
  trueDivide,
} from '../../../../model/compile/arithmetic/int-division.ts';

const SEED = 1729;
const nonzero = fc.bigInt().filter((n) => n !== 0n);

describe('floorDivide and modulo', () => {
  it(`divide: quotient times divisor plus remainder, whose sign is the divisor's (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.bigInt(), nonzero, (a, b) => {
        const r = modulo(a, b);
        expect(floorDivide(a, b) * b + r).toBe(a);
        expect(b > 0n ? 0n <= r && r < b : b < r && r <= 0n).toBe(true);
      }),
      { seed: SEED },
    );
  });
});

describe('trueDivide', () => {
  it(`is the division of doubles where both ints are doubles (seed ${SEED})`, () => {
    const safe = fc.maxSafeInteger();
    fc.assert(
      fc.property(safe, safe, (a, b) => {
        fc.pre(b !== 0);
        expect(trueDivide(BigInt(a), BigInt(b))).toBe(a === 0 ? 0 : a / b);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('rounds to even, also where both ints are large', () => {
    expect(trueDivide(2n ** 53n + 1n, 1n)).toBe(2 ** 53);
    expect(trueDivide(2n ** 53n + 3n, 1n)).toBe(2 ** 53 + 4);
    expect(trueDivide((2n ** 53n + 1n) * 10n ** 40n, 10n ** 40n)).toBe(2 ** 53);
    expect(trueDivide(-(10n ** 400n), 10n ** 399n)).toBe(-10);
  });

  it('comes down to the smallest double and below it', () => {
    expect(trueDivide(1n, 2n ** 1074n)).toBe(5e-324);
    expect(trueDivide(3n, 2n ** 1076n)).toBe(5e-324);
    expect(trueDivide(1n, 2n ** 1076n)).toBe(0);
  });

  it('is null for a zero divisor and for what no double holds', () => {
    expect(trueDivide(1n, 0n)).toBeNull();
    expect(trueDivide(10n ** 400n, 1n)).toBeNull();
    expect(ratio(2n ** 1024n - 2n ** 970n, 1n)).toBeNull();
    expect(ratio(2n ** 1024n - 2n ** 971n, 1n)).toBe(Number.MAX_VALUE);
  });
});

describe('bitLength', () => {
  it.each([
    [0n, 0],
    [1n, 1],
    [255n, 8],
    [-256n, 9],
  ])('of %d is %d', (n, bits) => {
    expect(bitLength(n)).toBe(bits);
  });
});
