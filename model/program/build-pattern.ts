/**
 * Builders of patterns.
 * @module
 */

import { at, expression, type Operand } from './operand.ts';
import type { Pattern } from './syntax.ts';

export const matchValue = (value: Operand): Pattern => ({ kind: 'MatchValue', value: expression(value), at });
export const matchSingleton = (value: null | boolean): Pattern => ({ kind: 'MatchSingleton', value, at });
export const matchSequence = (...patterns: Pattern[]): Pattern => ({ kind: 'MatchSequence', patterns, at });
export const matchMapping = (
  entries: readonly (readonly [Operand, Pattern])[],
  rest: string | null = null,
): Pattern => ({
  kind: 'MatchMapping',
  keys: entries.map(([key]) => expression(key)),
  patterns: entries.map(([, pattern]) => pattern),
  rest,
  at,
});
export const matchClass = (
  cls: Operand,
  patterns: readonly Pattern[],
  keywords: readonly (readonly [string, Pattern])[] = [],
): Pattern => ({
  kind: 'MatchClass',
  cls: expression(cls),
  patterns,
  kwdAttrs: keywords.map(([attr]) => attr),
  kwdPatterns: keywords.map(([, pattern]) => pattern),
  at,
});
export const matchStar = (id: string | null): Pattern => ({ kind: 'MatchStar', name: id, at });
export const matchAs = (pattern: Pattern | null, id: string | null): Pattern => ({
  kind: 'MatchAs',
  pattern,
  name: id,
  at,
});
export const matchOr = (...patterns: Pattern[]): Pattern => ({ kind: 'MatchOr', patterns, at });
