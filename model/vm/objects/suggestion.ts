/**
 * What a message about an unknown keyword adds of the known ones (Python/suggestions.c).
 * @module
 */
import { PROFILES } from '../../versions.ts';
import type { Operations } from '../operations.ts';
import { utf8Of } from './codecs.ts';

/** `. Did you mean 'name'?`, or nothing. */
export function keywordHint(vm: Operations, name: string, known: readonly string[]): string {
  const hint = PROFILES[vm.version].suggestsKeywords ? suggestion(name, known) : null;
  return hint === null ? '' : `. Did you mean '${hint}'?`;
}

/** More candidates are not looked at. */
const MOST_CANDIDATES = 750;
const LONGEST = 40;
const MOVE_COST = 2;

const bytesOf = (text: string): number[] => Array.from(text, (c) => utf8Of(c.codePointAt(0) as number)).flat();

/** The nearest known name, or null (`_Py_CalculateSuggestions`): no more than a third of the bytes involved should need to change. */
export function suggestion(name: string, known: readonly string[]): string | null {
  if (known.length >= MOST_CANDIDATES) return null;
  const bytes = bytesOf(name);
  let best: string | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    if (candidate === name) continue;
    const other = bytesOf(candidate);
    const limit = Math.min(Math.floor(((bytes.length + other.length + 3) * MOVE_COST) / 6), distance - 1);
    const d = editDistance(bytes, other);
    if (d > limit) continue;
    best = candidate;
    distance = d;
  }
  return best;
}

/** Levenshtein distance with cost 2 a move and 1 for a change of case; of what is too long beside its common ends, none. */
function editDistance(first: readonly number[], second: readonly number[]): number {
  let start = 0;
  while (start < Math.min(first.length, second.length) && first[start] === second[start]) start++;
  let [m, n] = [first.length, second.length];
  while (m > start && n > start && first[m - 1] === second[n - 1]) {
    m--;
    n--;
  }
  const [a, b] = [first.slice(start, m), second.slice(start, n)];
  if (a.length === 0 || b.length === 0) return (a.length + b.length) * MOVE_COST;
  if (a.length > LONGEST || b.length > LONGEST) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j * MOVE_COST);
  for (let i = 1; i <= a.length; i++) {
    const next = [i * MOVE_COST];
    for (let j = 1; j <= b.length; j++) {
      const change = substitution(a[i - 1] as number, b[j - 1] as number);
      next.push(
        Math.min((row[j] as number) + MOVE_COST, (next[j - 1] as number) + MOVE_COST, (row[j - 1] as number) + change),
      );
    }
    row = next;
  }
  return row[b.length] as number;
}

const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

function substitution(a: number, b: number): number {
  if (a === b) return 0;
  return lower(a) === lower(b) ? 1 : MOVE_COST;
}
