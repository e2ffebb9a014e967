/**
 * Writes `schema/*.json` from the zod schemas: `node dist/src/report/write-schemas.js`.
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { publishedSchemas } from './published-schemas.ts';

const folder = join(packageRoot, 'schema');
mkdirSync(folder, { recursive: true });
for (const [name, text] of publishedSchemas()) writeFileSync(join(folder, `${name}.json`), text);
