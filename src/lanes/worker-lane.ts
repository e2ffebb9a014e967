/**
 * An embedded CPython in a thread of its own: versions run side by side, endless programs are interrupted, and an interpreter
 * that crashes or hangs is started again.
 * @module
 */
import type { Worker } from 'node:worker_threads';
import type { Trace, Version } from '../../model/index.ts';
import { startThread } from '../threads.ts';
import { type EmbeddedBuild, embeddedBuild } from './builds.ts';
import { decodeAnswer, encodeRequest, recordRequest, sourceFields } from './exchange.ts';
import {
  type Compiled,
  type FoundModule,
  type Lane,
  LaneLost,
  type Parsed,
  PROGRAM_FILE,
  type Source,
  type TextMode,
} from './lane.ts';
import type { LaneWorkerData, LaneWorkerMessage } from './lane-worker.ts';
import {
  decodeRecording,
  decodeWithCode,
  type Program,
  type RecordingHead,
  type RecordOptions,
  type WithCode,
} from './recording.ts';

/** How an embedded CPython is started in a thread. */
export interface WorkerLaneOptions {
  /** Folder that programs may import from, as `/beside`. */
  readonly folder?: string;
  /** Milliseconds after which a request is interrupted; then again every 10 ms, and after one second more the thread is ended. */
  readonly timeout?: number;
}

const SIGINT = 2;
const INTERRUPT_EVERY = 10;
const GRACE = 1000;
const LOAD_TIMEOUT = 60_000;
const DEFAULT_TIMEOUT = 10_000;

/** Opens an embedded CPython by minor version or release in a thread of its own. @throws RangeError where there is none of that name. */
export async function openWorkerLane(name: string, options: WorkerLaneOptions = {}): Promise<WorkerLane> {
  const build = embeddedBuild(name);
  if (build === undefined) throw new RangeError(`no embedded CPython ${name}`);
  const lane = new WorkerLane(build, options);
  await lane.ready();
  return lane;
}

/** A lane in a thread. One request at a time: others wait. */
export class WorkerLane implements Lane {
  readonly version: Version;
  readonly build: string;
  readonly #build: EmbeddedBuild;
  readonly #options: WorkerLaneOptions;
  #thread: Promise<LaneThread> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(build: EmbeddedBuild, options: WorkerLaneOptions) {
    this.version = build.version;
    this.build = build.build;
    this.#build = build;
    this.#options = options;
  }

  /** Resolves when it has been loaded. */
  async ready(): Promise<void> {
    this.#thread ??= LaneThread.start(this.#build, this.#options);
    await this.#thread;
  }

  async parse(source: Source, filename: string = PROGRAM_FILE): Promise<Parsed> {
    return this.#ask<Parsed>({ do: 'parse', filename, ...sourceFields(source) });
  }

  async compile(source: Source, filename: string = PROGRAM_FILE, mode: TextMode = 'exec'): Promise<Compiled> {
    return this.#ask<Compiled>({ do: 'compile', filename, mode, ...sourceFields(source) });
  }

  async module(name: string, folders: readonly string[]): Promise<FoundModule | null> {
    return (await this.#ask<{ module: FoundModule | null }>({ do: 'module', name, path: folders })).module;
  }

  async record(programs: readonly Program[], options: RecordOptions): Promise<Trace[]> {
    const decode = (bytes: Uint8Array): Trace[] =>
      decodeRecording(decodeAnswer<RecordingHead>(bytes), this.version, this.build, options.fuel);
    try {
      return decode(await this.#exchange(recordRequest(programs, options)));
    } catch (error) {
      if (!(error instanceof LaneLost) || programs.length === 1) throw error;
      return this.#recordOneByOne(programs, options);
    }
  }

  async recordWithCode(programs: readonly Program[], options: RecordOptions): Promise<WithCode[]> {
    const answer = decodeAnswer<RecordingHead>(await this.#exchange(recordRequest(programs, options, true)));
    return decodeWithCode(answer, this.version, this.build, options.fuel);
  }

  /** After a batch was lost: finds the program that did it. */
  async #recordOneByOne(programs: readonly Program[], options: RecordOptions): Promise<Trace[]> {
    const traces: Trace[] = [];
    for (const [index, program] of programs.entries()) {
      try {
        traces.push(...(await this.record([program], options)));
      } catch (error) {
        throw error instanceof LaneLost ? new LaneLost(error.reason, error.message, index) : error;
      }
    }
    return traces;
  }

  /** Interrupts what runs now, as Ctrl-C would: the recording ends there. */
  interrupt(): void {
    this.#thread?.then(
      (thread) => thread.interrupt(),
      () => {},
    );
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await (await thread?.catch(() => undefined))?.end();
  }

  async #ask<Head>(request: Readonly<Record<string, unknown>>): Promise<Head> {
    return decodeAnswer<Head>(await this.#exchange(encodeRequest(request))).head;
  }

  #exchange(request: Uint8Array): Promise<Uint8Array> {
    const answer = this.#last.then(async () => {
      this.#thread ??= LaneThread.start(this.#build, this.#options);
      try {
        return await (await this.#thread).exchange(request);
      } catch (error) {
        this.#thread = undefined;
        throw error;
      }
    });
    this.#last = answer.catch(() => {});
    return answer;
  }
}

/** One started thread. */
class LaneThread {
  readonly #worker: Worker;
  readonly #interrupt: Uint8Array;
  readonly #timeout: number;
  #settle: ((message: LaneWorkerMessage | LaneLost) => void) | undefined;

  static async start(build: EmbeddedBuild, options: WorkerLaneOptions): Promise<LaneThread> {
    const interrupt = new SharedArrayBuffer(1);
    const data: LaneWorkerData = {
      release: build.release,
      interrupt,
      ...(options.folder === undefined ? {} : { folder: options.folder }),
    };
    const thread = new LaneThread(
      startThread('./lanes/lane-worker', data),
      new Uint8Array(interrupt),
      options.timeout ?? DEFAULT_TIMEOUT,
    );
    await thread.#next(LOAD_TIMEOUT);
    return thread;
  }

  private constructor(worker: Worker, interrupt: Uint8Array, timeout: number) {
    this.#worker = worker;
    this.#interrupt = interrupt;
    this.#timeout = timeout;
    worker.on('message', (message: LaneWorkerMessage) => this.#settle?.(message));
    worker.on('error', (error) => this.#settle?.(new LaneLost('crash', String(error))));
    worker.on('exit', (code) => this.#settle?.(new LaneLost('crash', `the interpreter's thread ended with ${code}`)));
    worker.unref();
  }

  async exchange(request: Uint8Array): Promise<Uint8Array> {
    Atomics.store(this.#interrupt, 0, 0);
    const answer = this.#next(this.#timeout);
    this.#worker.postMessage(request);
    const message = await answer;
    if ('answer' in message) return message.answer;
    await this.end();
    throw new LaneLost('crash', 'failure' in message ? message.failure : 'an answer out of order');
  }

  interrupt(): void {
    Atomics.store(this.#interrupt, 0, SIGINT);
  }

  async end(): Promise<void> {
    this.#settle = undefined;
    await this.#worker.terminate();
  }

  /** The next message; interrupts from `timeout` on, since a single interrupt can be lost, and gives up a second later. */
  #next(timeout: number): Promise<LaneWorkerMessage> {
    return new Promise((resolve, reject) => {
      let repeat: NodeJS.Timeout | undefined;
      const clear = (): void => {
        clearTimeout(first);
        clearTimeout(last);
        clearInterval(repeat);
        this.#settle = undefined;
        this.#worker.unref();
      };
      const first = setTimeout(() => {
        repeat = setInterval(() => this.interrupt(), INTERRUPT_EVERY);
      }, timeout);
      const last = setTimeout(() => {
        clear();
        void this.#worker.terminate();
        reject(new LaneLost('hang', `no answer within ${timeout + GRACE} ms`));
      }, timeout + GRACE);
      this.#worker.ref();
      this.#settle = (message) => {
        clear();
        if (message instanceof LaneLost) reject(message);
        else resolve(message);
      };
    });
  }
}
