import { describe, expect, it } from 'vitest';
import { benchSchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

describe('steplaw bench', () => {
  it('measures the rows asked for, each against its peer, in JSON that its schema accepts', async () => {
    const { code, stdout } = await runCli('bench', '--only', 'off-loop', '--samples', '1', '--no-profile', '--json');
    const document = benchSchema.parse(JSON.parse(stdout));
    expect(document.results.map((r) => r.id)).toEqual(['off-loop']);
    expect(document.complete).toBe(true);
    for (const { value, samples, peer, ratio, atLeast, held } of document.results) {
      expect(samples.length).toBeGreaterThanOrEqual(1);
      expect(value).toBeGreaterThan(0);
      expect(ratio! * value).toBeCloseTo(peer!.value, 6);
      expect(held).toBe(ratio! >= atLeast);
    }
    expect(code).toBe(document.results.every((r) => r.held) ? 0 : 1);
  });

  it('names its rows when it is asked for another', async () => {
    const { code, stderr } = await runCli('bench', '--only', 'jit');
    expect(code).toBe(2);
    expect(stderr).toMatch(/no such row; there are instruction-loop,/);
  });
});
