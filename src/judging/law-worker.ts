/**
 * The thread that judges strategies by the laws for `judge-laws.ts`.
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads';
import { embeddedBuild } from '../lanes/builds.ts';
import { loadEmbedded } from '../lanes/load-pyodide.ts';
import { PyodideLane } from '../lanes/pyodide-lane.ts';
import type { ThreadMessage } from '../request-thread.ts';
import { type LawChunk, LawJudge, type LawResult, type LawWorkerData } from './law-judge.ts';

async function serve(data: LawWorkerData): Promise<void> {
  const port = parentPort;
  const build = embeddedBuild(data.release);
  if (build === undefined || port === null) throw new Error(`no embedded CPython ${data.release}`);
  const judge = new LawJudge(new PyodideLane(build, await loadEmbedded(build)), data);
  const send = (message: ThreadMessage<LawResult>): void => port.postMessage(message);
  port.on('message', (chunk: LawChunk) => send({ result: judge.judge(chunk) }));
  send({ ready: true });
}

await serve(workerData);
