/**
 * `math.fsum` (Modules/mathmodule.c).
 * @module
 */

/** Shewchuk's sum: exact, rounded once; or what `math.fsum` raises, as soon as it comes up. */
export function exactSum(values: Iterable<number>): number | 'overflow' | 'opposed' {
  const partials: number[] = [];
  let special = 0;
  let infinities = 0;
  for (const value of values) {
    let x = value;
    let count = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[count++] = low;
      x = high;
    }
    partials.length = count;
    if (Number.isFinite(x)) {
      if (x !== 0) partials.push(x);
      continue;
    }
    if (Number.isFinite(value)) return 'overflow';
    if (!Number.isNaN(value)) infinities += value;
    special += value;
    partials.length = 0;
  }
  if (special !== 0) return Number.isNaN(infinities) ? 'opposed' : special;
  let i = partials.length - 1;
  if (i < 0) return 0;
  let high = partials[i] as number;
  let low = 0;
  while (i > 0) {
    const x = high;
    const y = partials[--i] as number;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  const next = partials[i - 1];
  if (i > 0 && next !== undefined && low < 0 === next < 0) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}
