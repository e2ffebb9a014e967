/**
 * The JSON of `claims`.
 * @module
 */
import { z } from 'zod';
import { VERSIONS } from '../../model/index.ts';
import { caseSchema } from './case.ts';
import { SCHEMA_VERSION } from './schemas.ts';

const counts = z.record(z.string(), z.union([z.number(), z.string()]));

/** `claims` */
export const claimsSchema = z.strictObject({
  steplaw: z.literal(SCHEMA_VERSION),
  command: z.literal('claims'),
  pythons: z.array(z.strictObject({ version: z.enum(VERSIONS), build: z.string() })),
  claims: z.array(
    z.strictObject({
      id: z.string().describe('C1 to C16.'),
      claim: z.string(),
      verdict: z.enum(['confirmed', 'refuted', 'conditional', 'inconclusive']),
      condition: z.string().optional().describe('Under which condition it is true, and what is true otherwise.'),
      evidence: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          program: z.string().optional().describe('Path of the program; absent where programs are generated or many.'),
          rows: z.array(z.strictObject({ subject: z.string(), python: z.string(), counts })),
        }),
      ),
      cases: z.array(
        z.strictObject({
          title: z.string(),
          side: z.enum(['for', 'against']),
          difference: z
            .enum(['spurious', 'lost', 'other'])
            .nullable()
            .optional()
            .describe('Sessions: how the first wrong stop is wrong; null if none is.'),
          cost: counts.optional(),
          replay: z.string().describe('The command that shows it again.'),
          case: caseSchema,
        }),
      ),
      replay: z.string().describe('The command that counts the evidence again.'),
    }),
  ),
});

export type ClaimsDocument = z.infer<typeof claimsSchema>;
