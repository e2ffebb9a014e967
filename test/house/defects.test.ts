import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { defectsPage } from './defects-page.ts';

const PAGE = join(packageRoot, 'docs/defects.md');

it('docs/defects.md says what the registers hold: npm run docs:defects writes it', () => {
  const page = defectsPage();
  if (process.env['UPDATE_DOCS'] === '1' && process.env['CI'] === undefined) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
