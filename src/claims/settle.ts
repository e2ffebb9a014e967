/**
 * Claims settled in a laboratory, each with the commands that show its evidence again.
 * @module
 */
import { printSchedule } from '../../model/index.ts';
import { CLAIMS, type Claim, type ClaimCase, type Laboratory, type Settled } from '../../properties/index.ts';
import { STEPPERS } from '../judging/subjects-under-law.ts';

/** A claim with what running said of it. */
export interface SettledClaim extends Settled {
  readonly id: string;
  readonly claim: string;
  readonly replay: string;
}

/** The claims of these ids, all without; undefined ids are returned as `unknown`. */
export function claimsOf(ids: readonly string[]): {
  readonly claims: readonly Claim[];
  readonly unknown: readonly string[];
} {
  const wanted = ids.map((id) => id.toUpperCase());
  return {
    claims: wanted.length === 0 ? CLAIMS : CLAIMS.filter((c) => wanted.includes(c.id)),
    unknown: ids.filter((_, i) => !CLAIMS.some((c) => c.id === wanted[i])),
  };
}

/** Settles one claim. Programs are named by the paths that commands take. */
export function settleClaim(claim: Claim, laboratory: Laboratory): SettledClaim {
  const settled = claim.settle(laboratory);
  const pythons = laboratory.benches.map((b) => b.release).join(',');
  return {
    id: claim.id,
    claim: claim.claim,
    ...settled,
    evidence: settled.evidence.map(({ program, ...rest }) =>
      program === undefined ? rest : { ...rest, program: laboratory.path(program) },
    ),
    replay: `steplaw claims ${claim.id} --python ${pythons} --json`,
  };
}

/** The command that shows a case again: a session by itself where its program is a file and its strategy has a name. */
export function replayOf(claim: SettledClaim, one: ClaimCase): string {
  if (one.kind === 'tool' || !STEPPERS.some((j) => j.id === one.strategy)) return claim.replay;
  const schedule = one.schedule === undefined ? '' : ` --schedule ${printSchedule(one.schedule)}`;
  return `steplaw step ${one.program} --script "${one.script}" --strategy ${one.strategy} --python ${one.release}${schedule}`;
}

/** Whether the program of a case is a file of this package. */
export function isFile(one: ClaimCase): boolean {
  return one.program.includes('/');
}
