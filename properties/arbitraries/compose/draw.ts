/**
 * A fast source of choices from one seed. Choices are made in the order of writing, so one seed is one program.
 * @module
 */

export class Draw {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** The next 32 bits (splitmix32). */
  private next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }

  /** An int from 0 to `count` − 1. */
  below(count: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * count);
  }

  /** An int from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability * 0x1_0000_0000;
  }

  /** One of a non-empty list. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** A real number from 0 up to `limit`. */
  real(limit: number): number {
    return (this.next() / 0x1_0000_0000) * limit;
  }
}

/** Choices with weights, prepared for quick drawing. */
export interface Weighted<T> {
  readonly items: readonly T[];
  readonly upTo: readonly number[];
  readonly total: number;
}

export function weigh<T extends { readonly weight: number }>(items: readonly T[]): Weighted<T> {
  const upTo: number[] = [];
  let total = 0;
  for (const item of items) {
    total += item.weight;
    upTo.push(total);
  }
  return { items, upTo, total };
}

/** One of weighted choices, or undefined if there are none. */
export function pickWeighted<T>(draw: Draw, { items, upTo, total }: Weighted<T>): T | undefined {
  if (items.length === 0) return undefined;
  const at = draw.real(total);
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return items[low];
}
