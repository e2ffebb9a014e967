import { describe, expect, it } from 'vitest';
import { embedded } from '../../lanes.ts';
import { expectAgreement, judge, RELEASES } from './judge.ts';
import { standardLibrary } from './standard-library.ts';

/** One module in so many is compiled; `STEPLAW_STANDARD_LIBRARY=1` compiles every one. */
const STRIDE = Number(process.env['STEPLAW_STANDARD_LIBRARY'] ?? 61);

describe('the standard library', () => {
  it.each(RELEASES)('of CPython %s compiles to the same code objects', async (release) => {
    const lane = await embedded(release);
    const modules = [...standardLibrary(release)].filter((_, i) => i % STRIDE === 0);
    expect(modules.length).toBeGreaterThan(0);
    for (const [name, source] of modules) {
      const verdict = judge(lane, release, source);
      expect(verdict, name).not.toBeNull();
      expectAgreement(verdict!, name);
    }
  });
});
