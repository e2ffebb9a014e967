/**
 * The thread that judges chunks of generated programs for `conform.ts`.
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openTarget } from '../lanes/target.ts';
import type { ThreadMessage } from '../request-thread.ts';
import { type Chunk, ChunkJudge, type ChunkResult, type ConformWorkerData } from './chunk-judge.ts';
import { Judge } from './judge.ts';

async function serve(data: ConformWorkerData): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('this module is a thread');
  const lane = await openTarget(data.target);
  const judge = new ChunkJudge(
    new Judge(lane, data.level, data.fuel),
    data.seed,
    data.masks,
    data.threads,
    data.features,
  );
  const send = (message: ThreadMessage<ChunkResult>): void => port.postMessage(message);
  port.on('message', async (chunk: Chunk) => send({ result: await judge.run(chunk) }));
  send({ ready: true });
}

await serve(workerData);
