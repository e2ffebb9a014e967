import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import { publishedSchemas } from '../../../src/report/published-schemas.ts';

describe('publishedSchemas', () => {
  it('are the files in schema/: node dist/src/report/write-schemas.js writes them', () => {
    const folder = join(packageRoot, 'schema');
    const files = readdirSync(folder).sort();
    expect(files.map((name) => [name.replace(/\.json$/, ''), readFileSync(join(folder, name), 'utf8')])).toEqual(
      publishedSchemas(),
    );
  });
});
