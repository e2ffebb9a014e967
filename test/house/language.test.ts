import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { embedded } from '../lanes.ts';
import { languagePage } from './language-page.ts';

const PAGE = join(packageRoot, 'docs/language.md');

it('docs/language.md lists what the registers hold: npm run docs:language writes it', async () => {
  const page = languagePage(await embedded('3.14.2'));
  if (process.env['UPDATE_DOCS'] === '1' && process.env['CI'] === undefined) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
