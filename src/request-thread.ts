/**
 * A thread that answers one request after the other.
 * @module
 */
import type { Worker } from 'node:worker_threads';
import { startThread } from './threads.ts';

/** What such a thread sends: once that it is ready, then a result to each request. */
export type ThreadMessage<Result> = { readonly ready: true } | { readonly result: Result };

/** The main thread's end. A thread that dies or falls silent rejects the request that it was given. */
export class RequestThread<Request, Result> {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  readonly #silence: number;
  #settle: ((message: ThreadMessage<Result> | Error) => void) | undefined;
  /** Whether it got so far as to be asked. */
  wasReady = false;

  /**
   * @param module - as {@link startThread} takes it.
   * @param silence - milliseconds after which it counts as hanging.
   */
  constructor(module: string, workerData: unknown, silence: number, signal: AbortSignal) {
    this.#silence = silence;
    this.#worker = startThread(module, workerData);
    this.#worker.on('message', (message: ThreadMessage<Result>) => this.#settle?.(message));
    this.#worker.on('error', (error) => this.#settle?.(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', (code) => this.#settle?.(new Error(`the judging thread ended with ${code}`)));
    signal.addEventListener('abort', () => this.#settle?.(new Error('interrupted')), { once: true });
    this.#ready = this.#next().then(() => {
      this.wasReady = true;
    });
    // It is awaited by the first request; until then a failure waits with it.
    this.#ready.catch(() => {});
  }

  /** Resolves when it can be asked; rejects if it never will. */
  ready(): Promise<void> {
    return this.#ready;
  }

  async ask(request: Request): Promise<Result> {
    await this.#ready;
    const answer = this.#next();
    this.#worker.postMessage(request);
    const message = await answer;
    if (!('result' in message)) throw new Error('an answer out of order');
    return message.result;
  }

  async end(): Promise<void> {
    this.#settle = undefined;
    await this.#worker.terminate();
  }

  #next(): Promise<ThreadMessage<Result>> {
    return new Promise((resolve, reject) => {
      const silence = setTimeout(
        () => this.#settle?.(new Error(`no answer within ${this.#silence / 1000} s`)),
        this.#silence,
      );
      this.#settle = (message) => {
        clearTimeout(silence);
        this.#settle = undefined;
        if (message instanceof Error) reject(message);
        else resolve(message);
      };
    });
  }
}
