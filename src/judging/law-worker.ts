/**
 * One of the threads of `law-threads.ts`.
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads';
import { embeddedBuild } from '../lanes/builds.ts';
import { LaneLost } from '../lanes/lane.ts';
import { loadEmbedded } from '../lanes/load-pyodide.ts';
import { PyodideLane } from '../lanes/pyodide-lane.ts';
import type { ThreadMessage } from '../request-thread.ts';
import { kindCosts } from './kind-costs.ts';
import { LawJudge } from './law-judge.ts';
import type { LawAnswer, LawRequest } from './law-threads.ts';
import { shrinkBroken } from './shrink-broken.ts';

async function serve({ release }: { readonly release: string }): Promise<void> {
  const port = parentPort;
  const build = embeddedBuild(release);
  if (build === undefined || port === null) throw new Error(`no embedded CPython ${release}`);
  const lane = new PyodideLane(build, await loadEmbedded(build));
  const judges = new Map<string, LawJudge>();
  const answer = (asked: LawRequest): LawAnswer => {
    if (asked.do === 'shrink') return { shrunk: shrinkBroken(lane, asked.request) };
    if (asked.do === 'costs') return { costs: kindCosts(lane, asked.strategies) };
    const key = JSON.stringify(asked.setup);
    const judge = judges.get(key) ?? new LawJudge(lane, asked.setup);
    judges.set(key, judge);
    return { judged: judge.judge(asked.chunk) };
  };
  const send = (message: ThreadMessage<LawAnswer>): void => port.postMessage(message);
  port.on('message', (asked: LawRequest) => {
    try {
      send({ result: answer(asked) });
    } catch (error) {
      if (!(error instanceof LaneLost)) throw error;
      send({ result: { crashed: error.message } });
    }
  });
  send({ ready: true });
}

await serve(workerData);
