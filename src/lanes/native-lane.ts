/**
 * A CPython installed on this machine, 3.12 or newer, in a process of its own.
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Trace, Version } from '../../model/index.ts';
import { decodeAnswer, encodeRequest, recordRequest, sourceFields, steppingRequest } from './exchange.ts';
import type { NativePython } from './find-pythons.ts';
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
import { PYTHON_PATH } from './python-sources.ts';
import {
  decodeRecording,
  decodeWithCode,
  type Program,
  type RecordingHead,
  type RecordOptions,
  type ScheduledRecording,
  type WithCode,
} from './recording.ts';
import {
  decodeStepping,
  type SteppingHead,
  type SteppingOptions,
  type SteppingRecording,
} from './stepping-recording.ts';

const DEFAULT_TIMEOUT = 10_000;
const GRACE = 1000;
/** Milliseconds that an interpreter may take to start, on a busy machine. */
const START_UP = 10_000;
const INTERRUPT_EVERY = 10;

/** A native CPython as a lane; started at the first request, and again after it was lost. */
export class NativeLane implements Lane {
  readonly version: Version;
  readonly build: string;
  readonly #path: string;
  readonly #folder: string | undefined;
  readonly #timeout: number;
  #process: ChildProcess | undefined;
  #received: Buffer = Buffer.alloc(0);
  #settle: ((answer: Uint8Array | LaneLost) => void) | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param folder - where it is started; programs import from it, and run in a folder of their own. */
  constructor(python: NativePython, folder?: string, timeout: number = DEFAULT_TIMEOUT) {
    this.version = python.version;
    this.build = `${python.release} native`;
    this.#path = python.path;
    this.#folder = folder;
    this.#timeout = timeout;
  }

  async parse(source: Source, filename: string = PROGRAM_FILE): Promise<Parsed> {
    return decodeAnswer<Parsed>(await this.#exchange(encodeRequest({ do: 'parse', filename, ...sourceFields(source) })))
      .head;
  }

  async compile(source: Source, filename: string = PROGRAM_FILE, mode: TextMode = 'exec'): Promise<Compiled> {
    const request = encodeRequest({ do: 'compile', filename, mode, ...sourceFields(source) });
    return decodeAnswer<Compiled>(await this.#exchange(request)).head;
  }

  async module(name: string, folders: readonly string[]): Promise<FoundModule | null> {
    const request = encodeRequest({ do: 'module', name, path: folders });
    return decodeAnswer<{ module: FoundModule | null }>(await this.#exchange(request)).head.module;
  }

  async record(programs: readonly Program[], options: RecordOptions): Promise<Trace[]> {
    const answer = decodeAnswer<RecordingHead>(await this.#exchange(recordRequest(programs, options)));
    return decodeRecording(answer, this.version, this.build, options.fuel);
  }

  /** Runs programs, each under its schedule. An interpreter that a program's threads have taken over is given up and started again. */
  async recordScheduled(programs: readonly Program[], options: RecordOptions): Promise<ScheduledRecording[]> {
    const answer = decodeAnswer<RecordingHead>(await this.#exchange(recordRequest(programs, options)));
    const { runs } = answer.head;
    if (runs.some(({ leaked }) => leaked === true)) await this.close();
    return decodeRecording(answer, this.version, this.build, options.fuel).map((trace, i) => ({
      trace,
      missed: runs[i]?.missed === true,
    }));
  }

  async recordWithCode(programs: readonly Program[], options: RecordOptions): Promise<WithCode[]> {
    const answer = decodeAnswer<RecordingHead>(await this.#exchange(recordRequest(programs, options, true)));
    return decodeWithCode(answer, this.version, this.build, options.fuel);
  }

  /** Runs programs and records what steppers are judged by. @throws Error at a program that does not compile. */
  async recordStepping(programs: readonly Program[], options: SteppingOptions): Promise<SteppingRecording[]> {
    const answer = decodeAnswer<SteppingHead>(await this.#exchange(steppingRequest(programs, options)));
    return decodeStepping(answer, this.version, options.conditions);
  }

  /** Interrupts what runs now, as Ctrl-C would: the recording ends there. */
  interrupt(): void {
    this.#process?.kill('SIGINT');
  }

  async close(): Promise<void> {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
  }

  #exchange(request: Uint8Array): Promise<Uint8Array> {
    const answer = this.#last.then(() => this.#ask(request));
    this.#last = answer.catch(() => {});
    return answer;
  }

  #ask(request: Uint8Array): Promise<Uint8Array> {
    // An interpreter that starts needs time before it answers anything: that is no program's.
    const limit = this.#timeout + (this.#process === undefined ? START_UP : 0);
    this.#process ??= this.#start();
    const child = this.#process;
    return new Promise((resolve, reject) => {
      let repeat: NodeJS.Timeout | undefined;
      const first = setTimeout(() => {
        repeat = setInterval(() => child.kill('SIGINT'), INTERRUPT_EVERY);
      }, limit);
      const last = setTimeout(() => {
        this.#settle?.(new LaneLost('hang', `no answer within ${limit + GRACE} ms`));
      }, limit + GRACE);
      this.#settle = (result) => {
        clearTimeout(first);
        clearTimeout(last);
        clearInterval(repeat);
        this.#settle = undefined;
        if (result instanceof LaneLost) {
          child.kill('SIGKILL');
          this.#process = undefined;
          reject(result);
        } else resolve(result);
      };
      const size = Buffer.alloc(4);
      size.writeUInt32LE(request.length);
      child.stdin?.write(size);
      child.stdin?.write(request);
    });
  }

  #start(): ChildProcess {
    const child = spawn(this.#path, ['-X', 'utf8', '-m', 'steplaw_lane.serve'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(this.#folder === undefined ? {} : { cwd: this.#folder }),
      env: {
        ...process.env,
        PYTHONPATH: PYTHON_PATH,
        PYTHONHASHSEED: '0',
        PYTHONASYNCIODEBUG: '',
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONSAFEPATH: '1',
      },
    });
    this.#received = Buffer.alloc(0);
    // The end of one that was given up is no news to a request that another answers.
    const lost = (message: string): void => {
      if (this.#process === child) this.#settle?.(new LaneLost('crash', message));
    };
    child.on('error', (error) => lost(String(error)));
    child.on('exit', (code, signal) => lost(`the interpreter ended with ${signal ?? code}`));
    child.stdin?.on('error', () => {});
    child.stdout?.on('data', (chunk: Buffer) => {
      if (this.#process === child) this.#receive(chunk);
    });
    return child;
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    if (this.#received.length < 4) return;
    const size = this.#received.readUInt32LE(0);
    if (this.#received.length < 4 + size) return;
    const answer = new Uint8Array(this.#received.subarray(4, 4 + size));
    this.#received = this.#received.subarray(4 + size);
    this.#settle?.(answer);
  }
}
