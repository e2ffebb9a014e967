/**
 * Functions of `math` on integers: divisors, roots, factorials and what is counted with them (Modules/mathmodule.c; Modules/mathintegermodule.c).
 * @module
 */
import { intAsking } from '../builtins/number-functions.ts';
import { raise } from '../objects/exceptions.ts';
import { asFloat } from '../objects/payload.ts';
import type { Operations } from '../operations.ts';
import { multiplyInt } from '../protocol/numbers.ts';
import type { Ask } from '../protocol/replay.ts';
import { normalizeInt, toBigInt, type Value } from '../value.ts';

type Work = (vm: Operations, args: readonly Value[], ask: Ask) => Value;

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export const ints =
  (start: bigint, f: (a: bigint, b: bigint) => bigint): Work =>
  (vm, args, ask) => {
    let result = start;
    for (const v of args) result = f(result, toBigInt(intAsking(vm, v, ask)));
    return normalizeInt(result < 0n ? -result : result);
  };

export function integerRoot(vm: Operations, v: Value, ask: Ask): Value {
  const n = toBigInt(intAsking(vm, v, ask));
  if (n < 0n) throw raise(vm, 'ValueError', 'isqrt() argument must be nonnegative');
  if (n < 2n) return Number(n);
  let x = BigInt(Math.floor(Math.sqrt(Number(n))));
  if (n > 2n ** 1000n) x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const y = (x + n / x) >> 1n;
    const step = y - x;
    x = y;
    if (step >= -1n && step <= 1n) break;
  }
  while (x * x > n) x--;
  while ((x + 1n) * (x + 1n) <= n) x++;
  return normalizeInt(x);
}

export function factorial(vm: Operations, v: Value, ask: Ask): Value {
  if (asFloat(vm, v) !== undefined) {
    throw raise(vm, 'TypeError', "'float' object cannot be interpreted as an integer");
  }
  const n = intAsking(vm, v, ask);
  if (n < 0) throw raise(vm, 'ValueError', 'factorial() not defined for negative values');
  const most = (1n << BigInt(vm.build.bits - 1)) - 1n;
  if (n > most) throw raise(vm, 'OverflowError', `factorial() argument should not exceed ${most}`);
  let r: number | bigint = 1;
  for (let i = 2; i <= n; i++) r = multiplyInt(r, i);
  return r;
}

function countOf(vm: Operations, v: Value, name: string, ask: Ask): bigint {
  const n = toBigInt(intAsking(vm, v, ask));
  if (n < 0n) throw raise(vm, 'ValueError', `${name} must be a non-negative integer`);
  return n;
}

export function permutations(vm: Operations, args: readonly Value[], ask: Ask): Value {
  const [n, k] = args as readonly [Value, Value?];
  if (k === undefined || k === null) return factorial(vm, n, ask);
  const from = countOf(vm, n, 'n', ask);
  const taken = countOf(vm, k, 'k', ask);
  if (taken > from) return 0;
  let r = 1n;
  for (let i = 0n; i < taken; i++) r *= from - i;
  return normalizeInt(r);
}

export function combinations(vm: Operations, args: readonly Value[], ask: Ask): Value {
  const n = countOf(vm, args[0] as Value, 'n', ask);
  const k = countOf(vm, args[1] as Value, 'k', ask);
  if (k > n) return 0;
  let r = 1n;
  for (let i = 0n; i < k; i++) r = (r * (n - i)) / (i + 1n);
  return normalizeInt(r);
}
