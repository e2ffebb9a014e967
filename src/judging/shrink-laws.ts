/**
 * The smallest session for each law that a strategy breaks, on several threads.
 * @module
 */
import type { LawsJudged } from './judge-laws.ts';
import type { LawThread, LawThreads } from './law-threads.ts';
import type { SessionText } from './settings.ts';
import type { ShrunkLaw } from './shrink-broken.ts';

export interface ShrinkLawsOptions {
  readonly seed: number;
  /** Milliseconds for all of it. */
  readonly time: number;
  readonly signal: AbortSignal;
  readonly onProgress: (strategy: string) => void;
}

/** Characters of a program that is small enough to stand for other laws, even if it could be smaller. */
const SHORT = 160;

/** Strategy → its broken laws, each with the smallest session found. */
export async function shrinkLaws(
  judged: LawsJudged,
  threads: LawThreads,
  options: ShrinkLawsOptions,
): Promise<Map<string, ShrunkLaw[]>> {
  const found = new Map<string, ShrunkLaw[]>();
  const known: SessionText[] = [];
  const waiting = [...judged.strategies.values()]
    .flatMap(({ id, broken }) => [...broken.values()].map((one) => ({ id, broken: one })))
    .sort((a, b) => a.broken.source.length - b.broken.source.length);
  const end = performance.now() + options.time;
  const work = async (thread: LawThread): Promise<void> => {
    try {
      for (let next = waiting.shift(); next !== undefined && !options.signal.aborted; next = waiting.shift()) {
        const { id, broken } = next;
        options.onProgress(id);
        // What is left is shared among those that wait; most need little, for a known session breaks them too.
        const rest = end - performance.now();
        const time = Math.min(rest, (3 * rest * threads.size) / (waiting.length + 1));
        const shrunk = await thread.shrink({ strategy: id, broken, known, seed: options.seed, time });
        if (!shrunk.shared && (shrunk.smallest || shrunk.source.length < SHORT)) {
          const { source, script, setting, filter, schedule } = shrunk;
          known.push({
            source,
            script,
            setting,
            ...(filter === undefined ? {} : { filter }),
            ...(schedule === undefined ? {} : { schedule }),
          });
        }
        found.set(id, [...(found.get(id) ?? []), shrunk]);
      }
    } catch (error) {
      if (!options.signal.aborted) judged.failures.push(error instanceof Error ? error.message : String(error));
    }
  };
  await threads.each(work);
  return found;
}
