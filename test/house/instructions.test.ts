import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLAUSES } from '../../model/vm/instructions/clauses/index.ts';
import { packageRoot } from '../../src/package-root.ts';
import { clauseDocstring, instructionsPage } from './instructions-page.ts';

const PAGE = join(packageRoot, 'docs/instructions.md');
const TABLES = join(packageRoot, 'model/vm/instructions');
const UPDATE = process.env['UPDATE_DOCS'] === '1' && process.env['CI'] === undefined;
/** An entry of a table, with the comment right above it. */
const ENTRY = /( {2}\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)*( {2}([A-Z][A-Z0-9_]*): )/g;

/** The source with the clause of each instruction as the docstring of its entry. */
function withDocstrings(source: string, seen: Set<string>): string {
  return source.replace(ENTRY, (all: string, _comment: string, entry: string, name: string) => {
    if (!CLAUSES.has(name)) return all;
    seen.add(name);
    return clauseDocstring(name) + entry;
  });
}

describe('npm run docs:instructions writes what the clauses say', () => {
  it('as the docstring of each entry of the instruction table', () => {
    const seen = new Set<string>();
    for (const file of readdirSync(TABLES).filter((name) => name.endsWith('.ts'))) {
      const path = join(TABLES, file);
      const source = readFileSync(path, 'utf8');
      const written = withDocstrings(source, seen);
      if (UPDATE && written !== source) writeFileSync(path, written);
      expect(readFileSync(path, 'utf8'), file).toBe(written);
    }
    expect([...seen].sort()).toEqual([...CLAUSES.keys()].sort());
  });

  it('as docs/instructions.md', () => {
    const page = instructionsPage();
    if (UPDATE) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
