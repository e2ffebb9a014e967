import { describe, expect, it } from 'vitest';
import { breakpointOpcode, frameEvents, frameTable } from '../../../machines/index.ts';
import { POLICIES, runStrategy } from '../../../properties/index.ts';
import { oracle, record, script, stops } from './programs.ts';
import { DECIDING } from './strict-programs.ts';

const CONDITIONS = ['1/0'];

describe('strict', () => {
  it.each(DECIDING)('$rule: $shows', async ({ source, script: text, stops: expected }) => {
    const run = await record(source, CONDITIONS);
    expect(stops(oracle(run, text))).toBe(expected);
    for (const strategy of [frameTable, frameEvents, breakpointOpcode]) {
      const { transcript } = runStrategy(run, { script: script(text), policy: POLICIES.strict }, strategy);
      expect(stops(transcript), strategy.id).toBe(expected);
    }
  });
});
