/**
 * Where the time of a piece of work goes: V8's sampling profiler, summed by function.
 * @module
 */
import type { Profiler, Runtime } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { packageRoot } from '../package-root.ts';
import type { Hot } from './job.ts';

const SHOWN = 12;
const INTERVAL_MICROSECONDS = 200;

/** The functions in which the work spends its time, largest share first. */
export async function profiled(work: () => void): Promise<Hot[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROSECONDS });
    await session.post('Profiler.start');
    work();
    const { profile } = await session.post('Profiler.stop');
    return hottest(profile);
  } finally {
    session.disconnect();
  }
}

function hottest(profile: Profiler.Profile): Hot[] {
  const own = new Map<string, number>();
  let all = 0;
  for (const { hitCount = 0, callFrame } of profile.nodes) {
    all += hitCount;
    const where = `${callFrame.functionName || '(anonymous)'}${placeOf(callFrame)}`;
    own.set(where, (own.get(where) ?? 0) + hitCount);
  }
  return [...own]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([where, hits]) => ({ where, share: hits / Math.max(all, 1) }));
}

function placeOf({ url, lineNumber }: Runtime.CallFrame): string {
  const at = url.indexOf(packageRoot);
  return at < 0 ? '' : ` ${url.slice(at + packageRoot.length + 1)}:${lineNumber + 1}`;
}
