/**
 * Claims as the document of `schema/claims.json`.
 * @module
 */
import type { Schedule } from '../../model/index.ts';
import type { ClaimCase, Laboratory } from '../../properties/index.ts';
import { replayOf, type SettledClaim } from '../claims/settle.ts';
import type { Case } from './case.ts';
import { type ClaimsDocument, claimsSchema } from './claims-schema.ts';
import { SCHEMA_VERSION } from './schemas.ts';

/** The document, checked against its schema. */
export function claimsDocument(claims: readonly SettledClaim[], laboratory: Laboratory): ClaimsDocument {
  return claimsSchema.parse({
    steplaw: SCHEMA_VERSION,
    command: 'claims',
    pythons: laboratory.benches.map(({ version, build }) => ({ version, build })),
    claims: claims.map((claim) => ({
      id: claim.id,
      claim: claim.claim,
      verdict: claim.verdict,
      ...(claim.condition === undefined ? {} : { condition: claim.condition }),
      evidence: claim.evidence,
      cases: claim.cases.map((one) => ({
        title: one.title,
        side: one.side,
        ...(one.kind === 'session' ? { difference: one.difference, cost: one.cost } : {}),
        replay: replayOf(claim, one),
        case: caseDocument(one),
      })),
      replay: claim.replay,
    })),
  });
}

function caseDocument(one: ClaimCase): Case {
  const session = one.kind === 'session';
  return {
    steplaw: SCHEMA_VERSION,
    kind: 'session',
    level: 'exact',
    program: { source: one.source },
    target: { python: one.release, runtime: 'embedded', ...(session ? { strategy: one.strategy } : {}) },
    ...(session ? { script: one.script } : {}),
    breakpoints: [],
    schedule: session && one.schedule !== undefined ? scheduleDocument(one.schedule) : null,
    policy: 'strict',
    seed: 0,
    path: one.program,
    expected: session ? one.expected : null,
    observed: session ? one.observed : one.told,
    explanation: session ? one.story.join('\n') : one.title,
  };
}

function scheduleDocument({ granularity, choices }: Schedule): NonNullable<Case['schedule']> {
  return { granularity, choices: [...choices] };
}
