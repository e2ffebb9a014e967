/**
 * Runs a user's program in the model in a process of its own, with a limit of memory, so that Ctrl-C always ends it and no program takes the
 * command down.
 * @module
 */
import type { ChildProcess } from 'node:child_process';
import {
  type CodeObject,
  type EventMoment,
  ModelError,
  type Need,
  type Trace,
  type TraceEvent,
} from '../../model/index.ts';
import type { Lane } from '../lanes/lane.ts';
import { startProcess } from '../threads.ts';
import { type ModelRunOptions, NeedsOfRun } from './model-run.ts';
import type { ModelMessage, ModelOrder } from './model-worker.ts';
import { answerQuestions } from './question-channel.ts';

/** Of the program's objects and its events together. */
const MEMORY_MB = 2000;
/** Milliseconds that an interrupted program may take to come to its next instruction. */
const GRACE = 1500;

/** The pipe of its questions, as `model-worker.ts` has it. */
const QUESTIONS = 4;

/** Starts the process, which takes a while to be ready: before anything else is done, so that both go on at once. It must be killed if nothing is run in it. */
export function startModelProcess(): ChildProcess {
  return startProcess('./differential/model-worker', ['ipc', 'pipe'], [`--max-old-space-size=${MEMORY_MB}`]);
}

/**
 * The trace of a module's code object; what was told until then, cut off, if `signal` is aborted before its end.
 * @param child - of {@link startModelProcess}; it is ended.
 * @param onEvents - hears how many events there are.
 * @throws ModelError where the model lacks something, or needs more memory than it may have.
 */
export async function runInProcess(
  child: ChildProcess,
  lane: Lane,
  code: CodeObject,
  options: ModelRunOptions,
  signal: AbortSignal,
  onEvents: (count: number) => void,
): Promise<Trace> {
  const events: TraceEvent[] = [];
  return converse<Trace>(child, lane, code, options, signal, {
    hear: (message) => {
      if ('events' in message) {
        for (const event of message.events) events.push(event);
        onEvents(events.length);
      }
      return 'trace' in message ? { ...message.trace, events } : undefined;
    },
    cutOff: () => cutOff(lane, events),
    told: () => events.length,
  });
}

/** What was found of an event: nothing, if the run has ended, was cut off or interrupted before. */
export interface Looked {
  readonly moment?: EventMoment;
  /** Events told. */
  readonly told: number;
}

/** The state at an event, by its place in the trace. Takes and throws what {@link runInProcess} does. */
export async function lookInProcess(
  child: ChildProcess,
  lane: Lane,
  code: CodeObject,
  options: ModelRunOptions,
  at: number,
  signal: AbortSignal,
  onEvents: (count: number) => void,
): Promise<Looked> {
  let told = 0;
  const listener: Listener<Looked> = {
    hear: (message) => {
      if (!('told' in message)) return undefined;
      told = message.told;
      onEvents(told);
      return message.ended ? { told, ...(message.moment === undefined ? {} : { moment: message.moment }) } : undefined;
    },
    cutOff: () => ({ told }),
    told: () => told,
  };
  return converse(child, lane, code, options, signal, listener, at);
}

/** What is made of what the process tells. */
interface Listener<T> {
  /** The result, once that it is there. */
  hear(message: ModelMessage): T | undefined;
  /** The result of a run that does not come back. */
  cutOff(): T;
  /** Events told so far. */
  told(): number;
}

async function converse<T>(
  child: ChildProcess,
  lane: Lane,
  code: CodeObject,
  options: ModelRunOptions,
  signal: AbortSignal,
  listener: Listener<T>,
  at?: number,
): Promise<T> {
  const { path = [], ...rest } = options;
  const needs = new NeedsOfRun(lane, path, options.level === 'exact');
  const tell = (order: ModelOrder): void => {
    child.send(order);
  };
  let grace: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const stop = (): void => {
        tell({ interrupt: true });
        // A native operation hears no order.
        grace = setTimeout(() => resolve(listener.cutOff()), GRACE);
      };
      signal.addEventListener('abort', stop, { once: true });
      child.on('error', reject);
      child.on('exit', (status, killer) => reject(died(child, killer ?? status, listener.told())));
      child.on('message', (message: ModelMessage) => {
        if ('failure' in message) {
          reject(message.ofModel ? new ModelError(message.failure) : new Error(message.failure));
        } else {
          const result = listener.hear(message);
          if (result !== undefined) resolve(result);
        }
      });
      answerQuestions(child.stdio[QUESTIONS], (need) => answer(needs, need as Need), reject);
      tell({ task: { code, build: lane.build, options: rest, ...(at === undefined ? {} : { at }) } });
      if (signal.aborted) stop();
    });
  } finally {
    clearTimeout(grace);
    child.removeAllListeners();
    child.kill('SIGKILL');
  }
}

async function answer(needs: NeedsOfRun, need: Need): Promise<unknown> {
  await needs.provide(need);
  return 'module' in need ? needs.findModule(need.module) : needs.compileText(need.text, need.filename, need.mode);
}

function cutOff({ version, build }: Lane, events: readonly TraceEvent[]): Trace {
  return { python: { version, build: `${build} model` }, events, globals: [], stdout: '', end: 'fuel' };
}

/** V8 ends a process that is out of memory by a signal of its own. */
function died(child: ChildProcess, how: NodeJS.Signals | number | null, events: number): Error {
  if (how !== 'SIGABRT' && how !== 'SIGTRAP' && how !== 'SIGILL' && how !== 134)
    return new Error(`the model's process ${child.pid} ended with ${how}`);
  return new ModelError(
    `it needs more than the ${MEMORY_MB} MB that a program and its events may take (it had told ${events.toLocaleString('en')} events; --fuel N cuts it off earlier)`,
  );
}
