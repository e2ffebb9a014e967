/**
 * A CPython installed on this machine, 3.12 or newer, in a process of its own.
 * @module
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Trace, VERSIONS, type Version } from '../../model/index.ts';
import { decodeAnswer, encodeRequest, recordRequest, sourceFields } from './exchange.ts';
import { type Compiled, type Lane, LaneLost, type Parsed, PROGRAM_FILE, type Source } from './lane.ts';
import { PYTHON_PATH } from './python-sources.ts';
import { decodeRecording, type Program, type RecordingHead, type RecordOptions } from './recording.ts';

/** A CPython found on this machine. */
export interface NativePython {
  readonly path: string;
  /** `3.13.18`. */
  readonly release: string;
  readonly version: Version;
}

/** Environment variable with paths of interpreters, separated like PATH. */
export const NATIVE_VARIABLE = 'STEPLAW_NATIVE';
const ON_PATH = ['python3.12', 'python3.13', 'python3.14', 'python3.15', 'python3', 'python'];

/** The interpreter at a path, or why it cannot be used. */
export function inspectPython(path: string): NativePython | { readonly path: string; readonly problem: string } {
  let said: string;
  try {
    const program = 'import sys; print(sys.implementation.name, sys.version.split()[0])';
    said = execFileSync(path, ['-I', '-c', program], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return { path, problem: 'it does not run' };
  }
  const [implementation, release = ''] = said.trim().split(' ');
  if (implementation !== 'cpython') return { path, problem: `it is ${implementation}, not CPython` };
  const minor = release.split('.').slice(0, 2).join('.');
  const version = VERSIONS.find((v) => v === minor);
  if (version === undefined) return { path, problem: `it is ${release}; supported are ${VERSIONS.join(', ')}` };
  return { path, release, version };
}

/** Interpreters named by {@link NATIVE_VARIABLE}, then those on PATH, each release once. */
export function findPythons(environment: NodeJS.ProcessEnv = process.env): NativePython[] {
  const named = (environment[NATIVE_VARIABLE] ?? '').split(delimiter).filter((path) => path !== '');
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = ON_PATH.flatMap((name) =>
    folders
      .map((folder) => join(folder, name))
      .filter((path) => existsSync(path))
      .slice(0, 1),
  );
  const found = new Map<string, NativePython>();
  for (const path of [...named, ...onPath]) {
    const python = inspectPython(path);
    if ('release' in python && !found.has(python.release)) found.set(python.release, python);
  }
  return [...found.values()];
}

const DEFAULT_TIMEOUT = 10_000;
const GRACE = 1000;
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

  /** @param folder - its working directory, which programs import from. */
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

  async compile(source: Source, filename: string = PROGRAM_FILE): Promise<Compiled> {
    const request = encodeRequest({ do: 'compile', filename, ...sourceFields(source) });
    return decodeAnswer<Compiled>(await this.#exchange(request)).head;
  }

  async record(programs: readonly Program[], options: RecordOptions): Promise<Trace[]> {
    const answer = decodeAnswer<RecordingHead>(await this.#exchange(recordRequest(programs, options)));
    return decodeRecording(answer, this.version, this.build, options.fuel);
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
    this.#process ??= this.#start();
    const child = this.#process;
    return new Promise((resolve, reject) => {
      let repeat: NodeJS.Timeout | undefined;
      const first = setTimeout(() => {
        repeat = setInterval(() => child.kill('SIGINT'), INTERRUPT_EVERY);
      }, this.#timeout);
      const last = setTimeout(() => {
        this.#settle?.(new LaneLost('hang', `no answer within ${this.#timeout + GRACE} ms`));
      }, this.#timeout + GRACE);
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
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONSAFEPATH: '1',
      },
    });
    this.#received = Buffer.alloc(0);
    child.on('error', (error) => this.#settle?.(new LaneLost('crash', String(error))));
    child.on('exit', (code, signal) =>
      this.#settle?.(new LaneLost('crash', `the interpreter ended with ${signal ?? code}`)),
    );
    child.stdin?.on('error', () => {});
    child.stdout?.on('data', (chunk: Buffer) => this.#receive(chunk));
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
