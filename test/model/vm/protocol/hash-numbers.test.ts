import { describe, expect, it } from 'vitest';
import type { BuildFacts } from '../../../../model/vm/operations.ts';
import {
  hashFloat,
  hashFrozenset,
  hashInt,
  hashString,
  hashTuple,
} from '../../../../model/vm/protocol/hash-numbers.ts';
import { embedded } from '../../../lanes.ts';

const EMBEDDED: BuildFacts = {
  name: 'embedded',
  bits: 32,
  hashModulus: 2n ** 31n - 1n,
  stringHash: 'fnv',
  maxsize: 2 ** 31 - 1,
};
const NATIVE: BuildFacts = {
  name: 'native',
  bits: 64,
  hashModulus: 2n ** 61n - 1n,
  stringHash: 'siphash13',
  maxsize: 2 ** 63 - 1,
};

describe('hashes of the 64-bit builds, with PYTHONHASHSEED=0', () => {
  it.each([
    ['', '0'],
    ['a', '4644417185603328019'],
    ['abc', '-4594863902769663758'],
    ['hello world', '-5642461784034726774'],
    ['é', '6047309291227476195'],
    ['Ω', '-4435444875665441047'],
    ['x'.repeat(40), '2303902467218227611'],
    ['\u{1f600}b', '-2677011742420456285'],
  ])('hash(%j)', (text, expected) => {
    expect(BigInt(hashString(text, NATIVE))).toBe(BigInt(expected));
  });
  it('numbers', () => {
    expect(BigInt(hashFloat(1.5, NATIVE))).toBe(1152921504606846977n);
    expect(BigInt(hashFloat(0.1, NATIVE))).toBe(230584300921369408n);
    expect(BigInt(hashFloat(1e300, NATIVE))).toBe(1224995262755759164n);
    expect(hashInt(2n ** 61n - 1n, NATIVE)).toBe(0);
    expect(hashInt(-1, NATIVE)).toBe(-2);
  });
  it('containers', () => {
    expect(BigInt(hashTuple([1, 2, 3], NATIVE))).toBe(529344067295497451n);
    expect(BigInt(hashTuple([], NATIVE))).toBe(5740354900026072187n);
    expect(BigInt(hashFrozenset([1, 2, 3], NATIVE))).toBe(-272375401224217160n);
  });
});

describe('hashes of an embedded build equal its own', () => {
  const strings = ['', 'a', 'abc', 'hello world', 'é', 'Ω', 'x'.repeat(40), '\u{1f600}b'];
  const numbers = [
    '0',
    '1',
    '-1',
    '2147483646',
    '2147483647',
    '-2147483648',
    '10**20',
    '1.5',
    '0.1',
    '-2.75',
    '1e300',
    '1e-300',
  ];
  it('strings, numbers, tuples, frozensets', async () => {
    const lane = await embedded('3.14');
    const exprs = [...strings.map((s) => JSON.stringify(s)), ...numbers, '(1, 2, 3)', '()', 'frozenset([1, 2, 3])'];
    const source = `a = [${exprs.map((e) => `hash(${e})`).join(', ')}]\n`;
    const [trace] = lane.record([{ source }], { level: 'semantic', fuel: 10_000 });
    const seen = new Map(trace?.globals.map(([name, repr]) => [name, repr]));
    const values = String(seen.get('a')).slice(1, -1).split(', ').map(Number);
    const mine = [
      ...strings.map((s) => hashString(s, EMBEDDED)),
      ...numbers.map((n) =>
        /[.e]/.test(n) ? hashFloat(Number(n), EMBEDDED) : hashInt(n === '10**20' ? 10n ** 20n : Number(n), EMBEDDED),
      ),
      hashTuple([1, 2, 3], EMBEDDED),
      hashTuple([], EMBEDDED),
      hashFrozenset([1, 2, 3], EMBEDDED),
    ];
    expect(mine).toEqual(values);
  });
});
