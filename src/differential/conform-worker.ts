/**
 * The thread that judges chunks of generated programs for `conform.ts`.
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads';
import { embeddedBuild } from '../lanes/builds.ts';
import { loadEmbedded } from '../lanes/load-pyodide.ts';
import { PyodideLane } from '../lanes/pyodide-lane.ts';
import type { ThreadMessage } from '../request-thread.ts';
import { type Chunk, ChunkJudge, type ChunkResult, type ConformWorkerData } from './chunk-judge.ts';
import { Judge } from './judge.ts';

async function serve(data: ConformWorkerData): Promise<void> {
  const port = parentPort;
  const build = embeddedBuild(data.release);
  if (build === undefined || port === null) throw new Error(`no embedded CPython ${data.release}`);
  const lane = new PyodideLane(build, await loadEmbedded(build));
  const judge = new ChunkJudge(new Judge(lane, data.level, data.fuel), data.seed, data.masks);
  const send = (message: ThreadMessage<ChunkResult>): void => port.postMessage(message);
  port.on('message', (chunk: Chunk) => send({ result: judge.run(chunk) }));
  send({ ready: true });
}

await serve(workerData);
