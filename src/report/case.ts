/**
 * A case: one finding that can be shown again, as JSON.
 * @module
 */
import { z } from 'zod';
import type { Trace } from '../../model/index.ts';
import type { Finding } from '../differential/chunk-judge.ts';
import type { ConformResult } from '../differential/conform.ts';
import { eventText } from '../differential/render.ts';
import type { Level } from '../lanes/recording.ts';
import { eventSchema, exceptionSchema, SCHEMA_VERSION } from './schemas.ts';

const names = z.array(z.string());
const toolsSchema = z.strictObject({
  seed: z.int(),
  tools: z.array(
    z.strictObject({
      id: z.int().min(0).max(5),
      events: names,
      local: z.array(z.strictObject({ code: z.string(), events: names })),
      disable: z.int().min(0).max(256),
      disableOn: names,
      acts: z
        .strictObject({
          share: z.int().min(0).max(256),
          sets: z.array(names).min(1),
          localSets: z.array(names).min(1),
          raises: z.int().min(0),
        })
        .optional(),
    }),
  ),
});

const observationSchema = z.strictObject({
  events: z.array(eventSchema),
  stdout: z.string(),
  globals: z.array(z.tuple([z.string(), z.string()])),
  exception: exceptionSchema.optional(),
  end: z.literal('fuel').optional(),
});

/** A case of any kind. */
export const caseSchema = z.strictObject({
  steplaw: z.literal(SCHEMA_VERSION),
  kind: z.enum(['conform', 'session', 'law', 'validate', 'explore']),
  level: z.enum(['semantic', 'exact']),
  program: z.strictObject({
    source: z.string(),
    ast: z.unknown().optional(),
    files: z.record(z.string(), z.string()).optional(),
  }),
  target: z.strictObject({
    python: z.string().describe('A release: `3.14.2`.'),
    profile: z.string().optional(),
    runtime: z.enum(['embedded', 'native']),
    strategy: z.string().optional(),
    debugger: z.string().optional(),
  }),
  tools: toolsSchema.optional(),
  script: z.string().optional(),
  breakpoints: z.array(z.unknown()),
  schedule: z
    .strictObject({ granularity: z.string(), choices: z.array(z.strictObject({ at: z.int(), thread: z.int() })) })
    .nullable(),
  policy: z.string(),
  law: z.string().optional(),
  seed: z.int(),
  path: z.string(),
  expected: z.unknown(),
  observed: z.unknown(),
  explanation: z.string(),
});

/** A case of `conform`: traces on both sides. */
export const conformCaseSchema = caseSchema.extend({
  kind: z.literal('conform'),
  expected: observationSchema.nullable(),
  observed: observationSchema.nullable(),
});

export type Case = z.infer<typeof caseSchema>;

/** A finding of `conform` as a case. */
export function conformCase(
  result: ConformResult,
  finding: Finding,
  level: Level,
  seed: number,
): z.infer<typeof conformCaseSchema> {
  return conformCaseSchema.parse({
    steplaw: SCHEMA_VERSION,
    kind: 'conform',
    level,
    program: { source: finding.source, ast: finding.module },
    target: { python: result.target.release, runtime: result.target.runtime },
    ...(finding.tools === undefined ? {} : { tools: finding.tools }),
    breakpoints: [],
    schedule: finding.schedule ?? null,
    policy: 'strict',
    seed,
    path: `${finding.index}${finding.path === '' ? '' : `:${finding.path}`}`,
    expected: observation(finding.expected),
    observed: finding.observed === undefined ? null : observation(finding.observed),
    explanation: explain(finding, level),
  });
}

function observation({ events, stdout, globals, exception, end }: Trace): z.infer<typeof observationSchema> {
  return observationSchema.parse({ events, stdout, globals, ...(exception && { exception }), ...(end && { end }) });
}

/** The first difference in a sentence. */
function explain(finding: Finding, level: Level): string {
  const { divergence } = finding;
  if (divergence === undefined) return `the model failed: ${finding.reason ?? 'no reason given'}`;
  if (divergence.in !== 'events') return `${divergence.in} differs after equal events`;
  const { index, expected, observed } = divergence;
  return `event ${index}: CPython has ${eventText(expected, level)}, the model ${eventText(observed, level)}`;
}
