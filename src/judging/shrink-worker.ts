/**
 * The thread that shrinks sessions for `shrink-laws.ts`.
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads';
import { embeddedBuild } from '../lanes/builds.ts';
import { loadEmbedded } from '../lanes/load-pyodide.ts';
import { PyodideLane } from '../lanes/pyodide-lane.ts';
import type { ThreadMessage } from '../request-thread.ts';
import { type ShrinkRequest, type ShrunkLaw, shrinkBroken } from './shrink-broken.ts';

async function serve({ release }: { readonly release: string }): Promise<void> {
  const port = parentPort;
  const build = embeddedBuild(release);
  if (build === undefined || port === null) throw new Error(`no embedded CPython ${release}`);
  const lane = new PyodideLane(build, await loadEmbedded(build));
  const send = (message: ThreadMessage<ShrunkLaw>): void => port.postMessage(message);
  port.on('message', (request: ShrinkRequest) => send({ result: shrinkBroken(lane, request) }));
  send({ ready: true });
}

await serve(workerData);
