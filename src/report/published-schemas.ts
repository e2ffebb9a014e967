/**
 * The JSON schemas that the package publishes, by file name.
 * @module
 */
import { z } from 'zod';
import { caseSchema } from './case.ts';
import { claimsSchema } from './claims-schema.ts';
import {
  benchSchema,
  checkSchema,
  conformLibrarySchema,
  conformSchema,
  diffSchema,
  disSchema,
  eventSchema,
  momentSchema,
  runSchema,
  targetsSchema,
} from './schemas.ts';

const PUBLISHED = {
  bench: benchSchema,
  case: caseSchema,
  check: checkSchema,
  claims: claimsSchema,
  'conform-library': conformLibrarySchema,
  conform: conformSchema,
  diff: diffSchema,
  dis: disSchema,
  event: eventSchema,
  moment: momentSchema,
  run: runSchema,
  targets: targetsSchema,
};

/** Name and text of each, in draft 7, which every validator reads. */
export function publishedSchemas(): [name: string, text: string][] {
  return Object.entries(PUBLISHED).map(([name, schema]) => {
    const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
    return [name, `${JSON.stringify({ title: `steplaw ${name}`, ...json }, null, 2)}\n`];
  });
}
