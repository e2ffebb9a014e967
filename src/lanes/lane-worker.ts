/**
 * The thread that an embedded CPython runs in: answers the requests that `worker-lane.ts` sends.
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads';
import { embeddedBuild } from './builds.ts';
import { BESIDE, loadEmbedded } from './load-pyodide.ts';

/** What the thread is started with. */
export interface LaneWorkerData {
  readonly release: string;
  /** A byte that interrupts the interpreter when it is set to 2 (SIGINT). */
  readonly interrupt: SharedArrayBuffer;
  /** Folder of this machine that the program may import from, as `/beside` there. */
  readonly folder?: string;
}

/** What it sends: once that it is ready, then an answer to each request in order. */
export type LaneWorkerMessage =
  | { readonly ready: true; readonly fromSnapshot: boolean }
  | { readonly answer: Uint8Array }
  | { readonly failure: string };

async function serve(): Promise<void> {
  const data: LaneWorkerData = workerData;
  const build = embeddedBuild(data.release);
  if (build === undefined || parentPort === null) throw new Error(`no embedded CPython ${data.release}`);
  const port = parentPort;
  const send = (message: LaneWorkerMessage, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
  const { pyodide, answer, fromSnapshot } = await loadEmbedded(build);
  pyodide.setInterruptBuffer(new Uint8Array(data.interrupt));
  if (data.folder !== undefined) {
    // Not where programs run: what they write is theirs alone.
    pyodide.FS.mkdirTree(BESIDE);
    pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: data.folder }, BESIDE);
  }
  port.on('message', (request: Uint8Array) => {
    try {
      const bytes = answer(request);
      send({ answer: bytes }, bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []);
    } catch (error) {
      send({ failure: String(error) });
    }
  });
  send({ ready: true, fromSnapshot });
}

await serve();
