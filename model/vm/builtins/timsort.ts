/**
 * CPython's list sort, comparison for comparison (Objects/listobject.c, Objects/listsort.txt): runs, binary insertion, powersort's merge order,
 * galloping merges. Which pairs are compared, and in what order, shows where `__lt__` is Python code or raises.
 * @module
 */

/** What differs between versions. */
export interface SortProfile {
  /** 3.13+: descending runs may hold equal elements, and a reversed run may go on ascending. */
  readonly longRuns: boolean;
  /** 3.15+: minimum run lengths vary so that runs come out even; before, one length for the whole list. */
  readonly varyingMinrun: boolean;
}

const MIN_GALLOP = 7;
const MAX_MINRUN = 64;

interface Run {
  readonly base: number;
  length: number;
  power: number;
}

/** Sorts in place, stably. */
export function timsort<T>(list: T[], lt: (x: T, y: T) => boolean, profile: SortProfile): void {
  new Sort(list, lt, profile).run();
}

class Sort<T> {
  private readonly a: T[];
  private readonly lt: (x: T, y: T) => boolean;
  private readonly profile: SortProfile;
  private readonly pending: Run[] = [];
  private minGallop = MIN_GALLOP;

  constructor(a: T[], lt: (x: T, y: T) => boolean, profile: SortProfile) {
    this.a = a;
    this.lt = lt;
    this.profile = profile;
  }

  run(): void {
    const total = this.a.length;
    if (total < 2) return;
    const minrun = minruns(total, this.profile.varyingMinrun);
    let lo = 0;
    let remaining = total;
    while (remaining > 0) {
      let n = this.profile.longRuns ? this.countRun(lo, remaining) : this.countStrictRun(lo, remaining);
      const least = minrun();
      if (n < least) {
        const force = Math.min(remaining, least);
        this.binarySort(lo, force, n);
        n = force;
      }
      this.foundRun(n);
      this.pending.push({ base: lo, length: n, power: 0 });
      lo += n;
      remaining -= n;
    }
    while (this.pending.length > 1) {
      let i = this.pending.length - 2;
      if (i > 0 && this.run_(i - 1).length < this.run_(i + 1).length) i--;
      this.mergeAt(i);
    }
  }

  private run_(i: number): Run {
    return this.pending[i] as Run;
  }

  private at(i: number): T {
    return this.a[i] as T;
  }

  private less(i: number, j: number): boolean {
    return this.lt(this.at(i), this.at(j));
  }

  private reverse(from: number, count: number): void {
    for (let i = from, j = from + count - 1; i < j; i++, j--) {
      const x = this.at(i);
      this.a[i] = this.at(j);
      this.a[j] = x;
    }
  }

  /** 3.12: an ascending or strictly descending run. */
  private countStrictRun(lo: number, remaining: number): number {
    if (remaining === 1) return 1;
    const descending = this.less(lo + 1, lo);
    let n = 2;
    while (n < remaining && this.less(lo + n, lo + n - 1) === descending) n++;
    if (descending) this.reverse(lo, n);
    return n;
  }

  private countRun(lo: number, remaining: number): number {
    const smaller = (n: number): boolean => this.less(lo + n, lo + n - 1);
    let n = 1;
    while (n < remaining && !smaller(n)) n++;
    if (n === remaining) return n;
    if (n > 1) {
      if (this.less(lo, lo + n - 1)) return n;
      this.reverse(lo, n);
    }
    n++;
    let equal = 0;
    const reverseEqual = (): void => {
      if (equal > 0) this.reverse(lo + n - equal - 1, equal + 1);
      equal = 0;
    };
    for (; n < remaining; n++) {
      if (smaller(n)) reverseEqual();
      else if (this.less(lo + n - 1, lo + n)) break;
      else equal++;
    }
    reverseEqual();
    this.reverse(lo, n);
    while (n < remaining && !smaller(n)) n++;
    return n;
  }

  private binarySort(lo: number, n: number, sorted: number): void {
    for (let ok = Math.max(1, sorted); ok < n; ok++) {
      const pivot = this.at(lo + ok);
      let left = 0;
      let right = ok;
      while (left < right) {
        const middle = (left + right) >> 1;
        if (this.lt(pivot, this.at(lo + middle))) right = middle;
        else left = middle + 1;
      }
      this.a.copyWithin(lo + left + 1, lo + left, lo + ok);
      this.a[lo + left] = pivot;
    }
  }

  private foundRun(length: number): void {
    const { pending } = this;
    if (pending.length === 0) return;
    const last = this.run_(pending.length - 1);
    const power = powerOf(last.base, last.length, length, this.a.length);
    while (pending.length > 1 && this.run_(pending.length - 2).power > power) this.mergeAt(pending.length - 2);
    this.run_(pending.length - 1).power = power;
  }

  private mergeAt(i: number): void {
    const x = this.run_(i);
    const y = this.run_(i + 1);
    let { base: from, length: na } = x;
    const { base: second } = y;
    let nb = y.length;
    x.length = na + nb;
    this.pending.splice(i + 1, 1);
    const skip = this.gallopRight(this.at(second), this.a, from, na, 0);
    from += skip;
    na -= skip;
    if (na === 0) return;
    nb = this.gallopLeft(this.at(from + na - 1), this.a, second, nb, nb - 1);
    if (nb === 0) return;
    if (na <= nb) this.mergeLow(from, na, second, nb);
    else this.mergeHigh(from, na, second, nb);
  }

  /** Where key belongs in a[base, base+n), before its equals. */
  private gallopLeft(key: T, a: readonly T[], base: number, n: number, hint: number): number {
    const before = (i: number): boolean => this.lt(a[base + i] as T, key);
    let last = 0;
    let offset = 1;
    if (before(hint)) {
      const most = n - hint;
      while (offset < most && before(hint + offset)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      offset = Math.min(offset, most) + hint;
      last += hint;
    } else {
      const most = hint + 1;
      while (offset < most && !before(hint - offset)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      offset = Math.min(offset, most);
      [last, offset] = [hint - offset, hint - last];
    }
    for (last++; last < offset; ) {
      const middle = last + ((offset - last) >> 1);
      if (before(middle)) last = middle + 1;
      else offset = middle;
    }
    return offset;
  }

  /** Where key belongs, after its equals. */
  private gallopRight(key: T, a: readonly T[], base: number, n: number, hint: number): number {
    const after = (i: number): boolean => this.lt(key, a[base + i] as T);
    let last = 0;
    let offset = 1;
    if (after(hint)) {
      const most = hint + 1;
      while (offset < most && after(hint - offset)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      offset = Math.min(offset, most);
      [last, offset] = [hint - offset, hint - last];
    } else {
      const most = n - hint;
      while (offset < most && !after(hint + offset)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      offset = Math.min(offset, most) + hint;
      last += hint;
    }
    for (last++; last < offset; ) {
      const middle = last + ((offset - last) >> 1);
      if (after(middle)) offset = middle;
      else last = middle + 1;
    }
    return offset;
  }

  private copy(from: readonly T[], source: number, dest: number, count: number): void {
    if (from === this.a) this.a.copyWithin(dest, source, source + count);
    else for (let i = 0; i < count; i++) this.a[dest + i] = from[source + i] as T;
  }

  private mergeLow(start: number, countA: number, startB: number, countB: number): void {
    const left = this.a.slice(start, start + countA);
    let [na, nb, i, j, dest] = [countA, countB, 0, startB, start];
    const takeB = (): boolean => {
      this.a[dest++] = this.at(j++);
      return --nb === 0;
    };
    const takeA = (): boolean => {
      this.a[dest++] = left[i++] as T;
      return --na === 1;
    };
    const merge = (): void => {
      if (takeB() || na === 1) return;
      for (;;) {
        let a = 0;
        let b = 0;
        for (;;) {
          if (this.lt(this.at(j), left[i] as T)) {
            if (takeB()) return;
            a = 0;
            if (++b >= this.minGallop) break;
          } else {
            if (takeA()) return;
            b = 0;
            if (++a >= this.minGallop) break;
          }
        }
        this.minGallop++;
        do {
          if (this.minGallop > 1) this.minGallop--;
          a = this.gallopRight(this.at(j), left, i, na, 0);
          this.copy(left, i, dest, a);
          [dest, i, na] = [dest + a, i + a, na - a];
          if (a > 0 && na <= 1) return;
          if (takeB()) return;
          b = this.gallopLeft(left[i] as T, this.a, j, nb, 0);
          this.copy(this.a, j, dest, b);
          [dest, j, nb] = [dest + b, j + b, nb - b];
          if (nb === 0) return;
          if (takeA()) return;
        } while (a >= MIN_GALLOP || b >= MIN_GALLOP);
        this.minGallop++;
      }
    };
    try {
      merge();
    } catch (e) {
      // What fails leaves all elements there, sorted in part.
      this.copy(left, i, dest, na);
      throw e;
    }
    this.copy(this.a, j, dest, nb);
    this.copy(left, i, dest + nb, na);
  }

  private mergeHigh(start: number, countA: number, startB: number, countB: number): void {
    const right = this.a.slice(startB, startB + countB);
    let [na, nb, i, j, dest] = [countA, countB, start + countA - 1, countB - 1, startB + countB - 1];
    const takeA = (): boolean => {
      this.a[dest--] = this.at(i--);
      return --na === 0;
    };
    const takeB = (): boolean => {
      this.a[dest--] = right[j--] as T;
      return --nb === 1;
    };
    const merge = (): void => {
      if (takeA() || nb === 1) return;
      for (;;) {
        let a = 0;
        let b = 0;
        for (;;) {
          if (this.lt(right[j] as T, this.at(i))) {
            if (takeA()) return;
            b = 0;
            if (++a >= this.minGallop) break;
          } else {
            if (takeB()) return;
            a = 0;
            if (++b >= this.minGallop) break;
          }
        }
        this.minGallop++;
        do {
          if (this.minGallop > 1) this.minGallop--;
          a = na - this.gallopRight(right[j] as T, this.a, start, na, na - 1);
          [dest, i, na] = [dest - a, i - a, na - a];
          this.copy(this.a, i + 1, dest + 1, a);
          if (na === 0) return;
          if (takeB()) return;
          b = nb - this.gallopLeft(this.at(i), right, 0, nb, nb - 1);
          [dest, j, nb] = [dest - b, j - b, nb - b];
          this.copy(right, j + 1, dest + 1, b);
          if (b > 0 && nb <= 1) return;
          if (takeA()) return;
        } while (a >= MIN_GALLOP || b >= MIN_GALLOP);
        this.minGallop++;
      }
    };
    try {
      merge();
    } catch (e) {
      this.copy(right, 0, dest - nb + 1, nb);
      throw e;
    }
    this.copy(this.a, i - na + 1, dest - na + 1, na);
    this.copy(right, 0, dest - na - nb + 1, nb);
  }
}

function powerOf(s1: number, n1: number, n2: number, n: number): number {
  let a = 2 * s1 + n1;
  let b = a + n1 + n2;
  for (let power = 1; ; power++) {
    if (a >= n) {
      a -= n;
      b -= n;
    } else if (b >= n) return power;
    a *= 2;
    b *= 2;
  }
}

/** The minimum run lengths in turn. */
function minruns(total: number, varying: boolean): () => number {
  if (varying) {
    let e = 0;
    while (total >> e >= MAX_MINRUN) e++;
    const mask = 2 ** e - 1;
    let current = 0;
    return () => {
      current += total;
      const result = Math.floor(current / 2 ** e);
      current = current % (mask + 1);
      return result;
    };
  }
  let n = total;
  let rest = 0;
  while (n >= MAX_MINRUN) {
    rest |= n & 1;
    n >>= 1;
  }
  return () => n + rest;
}
