import { describe, expect, it } from 'vitest';
import { libraryCalls } from '../../../src/differential/library.ts';
import { conformLibrarySchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

describe('steplaw conform --library', () => {
  it('judges calls into library modules with all that they call inside the model', async () => {
    const modules = 'bisect,contextlib,functools';
    const { code, stdout } = await runCli('conform', '--library', modules, '--python', '3.14', '--json');
    expect(code).toBe(0);
    const document = conformLibrarySchema.parse(JSON.parse(stdout));
    expect(document.library).toMatchObject([{ calls: 12, equal: 12, unequal: 0, unsupported: 0 }]);
    // Events of the library's own functions, not of the call alone.
    expect(document.library[0]!.outcomes.find((o) => o.name === 'contextmanager')!.events).toBeGreaterThan(100);
  });

  it('refuses a module without calls, with those that there are', async () => {
    const { code, stderr } = await runCli('conform', '--library', 'antigravity', '--python', '3.14');
    expect(code).toBe(2);
    expect(stderr).toContain('no calls into antigravity in corpus/library; there are argparse, ast, bisect');
  });
});

describe('the library calls of the corpus', () => {
  it('are at most four a module, in twenty modules, and what was skipped has a reason', () => {
    const all = libraryCalls();
    expect(all.length).toBe(20);
    for (const { module, calls, skipped } of all) {
      expect([module, calls.length > 0 && calls.length <= 4]).toEqual([module, true]);
      if (calls.length < 4) expect([module, skipped.length > 0]).toEqual([module, true]);
      for (const { reason } of skipped) expect(reason).not.toBe('');
    }
  });
});
