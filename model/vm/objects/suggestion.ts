/**
 * What a message about an unknown keyword adds of the known ones (Python/suggestions.c).
 * @module
 */
import { PROFILES } from '../../versions.ts';
import type { Operations } from '../operations.ts';

/** `. Did you mean 'name'?`, or nothing. */
export function keywordHint(vm: Operations, name: string, known: readonly string[]): string {
  const hint = PROFILES[vm.version].suggestsKeywords ? suggestion(name, known) : null;
  return hint === null ? '' : `. Did you mean '${hint}'?`;
}

/** The nearest known name, or null (`_Py_CalculateSuggestions`). */
function suggestion(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const limit = Math.floor(((name.length + candidate.length + 3) * MOVE_COST) / 6);
    const d = editDistance(name, candidate, Math.min(limit, distance - 1));
    if (d < distance && d <= limit) {
      best = candidate;
      distance = d;
    }
  }
  return best;
}

const MOVE_COST = 2;

/** Levenshtein distance with cost 2 a move and 1 for a change of case. */
function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j * MOVE_COST);
  for (let i = 1; i <= a.length; i++) {
    const next = [i * MOVE_COST];
    for (let j = 1; j <= b.length; j++) {
      const change = substitution(a[i - 1] as string, b[j - 1] as string);
      next.push(
        Math.min((row[j] as number) + MOVE_COST, (next[j - 1] as number) + MOVE_COST, (row[j - 1] as number) + change),
      );
    }
    row = next;
  }
  const d = row[b.length] as number;
  return d > limit ? Number.POSITIVE_INFINITY : d;
}

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? 1 : MOVE_COST;
}
