import { describe, expect, it } from 'vitest';
import { ChunkJudge, type Finding, type Masks, OUTCOMES } from '../../../src/differential/chunk-judge.ts';
import { Judge } from '../../../src/differential/judge.ts';
import { renderDivergence } from '../../../src/differential/render.ts';
import { embeddedBuild } from '../../../src/lanes/builds.ts';
import type { Level } from '../../../src/lanes/recording.ts';
import { embeddedTarget } from '../../../src/lanes/target.ts';
import { embedded } from '../../lanes.ts';

const SEED = 1;
const CHUNK = 50;

/** What was found, as a person reads it. */
function story({ source, tools, expected, observed, divergence, reason }: Finding, level: Level): string {
  const difference =
    observed === undefined || divergence === undefined
      ? (reason ?? '')
      : renderDivergence(expected, observed, divergence, {
          source,
          level,
          expectedName: 'CPython',
          observedName: 'model',
        });
  return `${source}${tools === undefined ? '' : `${JSON.stringify(tools)}\n`}${difference}`;
}

describe(`the model equals CPython on generated programs, seed ${SEED}`, () => {
  it.each<[release: string, level: Level, masks: Masks, runs: number]>([
    ['3.14.2', 'semantic', false, 2000],
    ['3.14.2', 'semantic', true, 100],
    ['3.13.2', 'semantic', false, 500],
    ['3.13.2', 'semantic', true, 100],
    ['3.12.1', 'semantic', 'also', 100],
    ['3.12.7', 'semantic', 'also', 100],
    ['3.15.0rc1', 'semantic', 'also', 100],
    ['3.14.2', 'exact', false, 100],
    ['3.13.2', 'exact', false, 50],
    ['3.12.1', 'exact', false, 50],
    ['3.12.7', 'exact', false, 50],
    ['3.15.0rc1', 'exact', false, 50],
  ])('CPython %s, %s, tools at random: %s, %i programs', async (release, level, masks, runs) => {
    const lane = await embedded(release);
    const target = embeddedTarget(embeddedBuild(release)!);
    const judge = new ChunkJudge(new Judge(lane, level, 20_000), SEED, masks);
    expect(lane.build).toBe(target.build);
    const outcomes = { agreed: 0, disagreed: 0, unsupported: 0, failed: 0, inconclusive: 0, thin: 0, crashed: 0 };
    const stories: string[] = [];
    const reasons: Record<string, number> = {};
    for (let from = 0; from < runs && stories.length === 0; from += CHUNK) {
      const result = await judge.run({ from, count: CHUNK });
      for (const outcome of result.outcomes) outcomes[OUTCOMES[outcome]!]++;
      stories.push(...result.findings.map((finding) => story(finding, level)));
      Object.assign(reasons, result.unsupported);
    }
    expect(stories.join('\n\n')).toBe('');
    expect(reasons).toEqual({});
    expect(outcomes.agreed).toBe(runs);
  });
});
