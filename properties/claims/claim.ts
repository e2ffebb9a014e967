/**
 * What a claim is, and what settles it: counts and sessions, from which the verdict follows.
 * @module
 */
import type { Schedule } from '../../model/index.ts';
import type { SessionStop } from '../session.ts';
import type { Laboratory } from './laboratory.ts';
import type { Timeline } from './timeline.ts';

/** `conditional`: true under the condition, with a case on each side of it. */
export type ClaimVerdict = 'confirmed' | 'refuted' | 'conditional' | 'inconclusive';

/** What was counted of one subject on one CPython. */
export interface EvidenceRow {
  readonly subject: string;
  /** Release and build; `model of …` where the model ran it. */
  readonly python: string;
  readonly counts: Readonly<Record<string, number | string>>;
}

/** Counts that belong together. */
export interface Evidence {
  /** Unique in its claim. */
  readonly id: string;
  readonly title: string;
  /** Which program, as a path that commands take; absent where programs are generated. */
  readonly program?: string;
  readonly rows: readonly EvidenceRow[];
}

/** A session that shows something. */
export interface SessionCase {
  readonly kind: 'session';
  readonly title: string;
  /** Whether it speaks for the claim or against it. */
  readonly side: 'for' | 'against';
  readonly program: string;
  readonly source: string;
  readonly script: string;
  /** Of its threads, in the model. */
  readonly schedule?: Schedule;
  readonly strategy: string;
  readonly python: string;
  readonly release: string;
  /** The first stop that differs from the oracle's; null if none does. */
  readonly difference: 'spurious' | 'lost' | 'other' | null;
  readonly expected: readonly SessionStop[];
  readonly observed: readonly SessionStop[];
  readonly cost: Readonly<Record<string, number>>;
  readonly story: readonly string[];
  readonly timeline: Timeline;
}

/** What real tools were told of a program. */
export interface ToolCase {
  readonly kind: 'tool';
  readonly title: string;
  readonly side: 'for' | 'against';
  readonly program: string;
  readonly source: string;
  readonly python: string;
  readonly release: string;
  readonly told: readonly { readonly tool: string; readonly counts: EvidenceRow['counts'] }[];
}

export type ClaimCase = SessionCase | ToolCase;

/** What running said. */
export interface Settled {
  readonly verdict: ClaimVerdict;
  /** Under which condition it is true, and what is true otherwise. */
  readonly condition?: string;
  readonly evidence: readonly Evidence[];
  readonly cases: readonly ClaimCase[];
}

/** A claim of the public discussion. */
export interface Claim {
  /** `C1` … `C16`. */
  readonly id: string;
  /** The claim in our words. */
  readonly claim: string;
  readonly settle: (laboratory: Laboratory) => Settled;
}

/** A number of a row; 0 where the row has none. */
export function count(row: EvidenceRow | undefined, name: string): number {
  const value = row?.counts[name];
  return typeof value === 'number' ? value : 0;
}

/** Sum of a count over rows. */
export function sum(rows: readonly EvidenceRow[], name: string): number {
  return rows.reduce((total, row) => total + count(row, name), 0);
}

/** Rows of a subject. */
export function of(rows: readonly EvidenceRow[], ...subjects: readonly string[]): readonly EvidenceRow[] {
  return rows.filter((row) => subjects.includes(row.subject));
}

/** `n thing`, in the plural where n is not 1. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
