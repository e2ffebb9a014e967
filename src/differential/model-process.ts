/**
 * Runs a user's program in the model in a process of its own, with a limit of memory, so that Ctrl-C always ends it and no program takes the
 * command down.
 * @module
 */
import type { ChildProcess } from 'node:child_process';
import { type CodeObject, ModelError, type Need, type Trace, type TraceEvent } from '../../model/index.ts';
import type { Lane } from '../lanes/lane.ts';
import { startProcess } from '../threads.ts';
import { type ModelRunOptions, NeedsOfRun, textKey } from './model-run.ts';
import type { ModelMessage, ModelOrder } from './model-worker.ts';

/** Of the program's objects and its events together. */
const MEMORY_MB = 2000;
/** Milliseconds that an interrupted program may take to come to its next instruction. */
const GRACE = 1500;

/**
 * The trace of a module's code object; what was told until then, cut off, if `signal` is aborted before its end.
 * @param onEvents - hears how many events there are.
 * @throws ModelError where the model lacks something, or needs more memory than it may have.
 */
export async function runInProcess(
  lane: Lane,
  code: CodeObject,
  options: ModelRunOptions,
  signal: AbortSignal,
  onEvents: (count: number) => void,
): Promise<Trace> {
  const { path = [], ...rest } = options;
  const needs = new NeedsOfRun(lane, path, options.level === 'exact');
  const child = startProcess('./differential/model-worker', ['ipc'], [`--max-old-space-size=${MEMORY_MB}`]);
  const tell = (order: ModelOrder): void => {
    child.send(order);
  };
  let grace: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Trace>((resolve, reject) => {
      let events: TraceEvent[] = [];
      const stop = (): void => {
        tell({ interrupt: true });
        // A native operation hears no order.
        grace = setTimeout(() => resolve(cutOff(lane, events)), GRACE);
      };
      signal.addEventListener('abort', stop, { once: true });
      child.on('error', reject);
      child.on('exit', (status, killer) => reject(died(child, killer ?? status, events.length)));
      child.on('message', (message: ModelMessage) => {
        if ('events' in message) {
          for (const event of message.events) events.push(event);
          onEvents(events.length);
        } else if ('trace' in message) resolve({ ...message.trace, events });
        else if ('need' in message) {
          events = [];
          answer(needs, message.need).then(tell, reject);
        } else reject(message.ofModel ? new ModelError(message.failure) : new Error(message.failure));
      });
      tell({ task: { code, build: lane.build, options: rest } });
      if (signal.aborted) stop();
    });
  } finally {
    clearTimeout(grace);
    child.removeAllListeners();
    child.kill('SIGKILL');
  }
}

async function answer(needs: NeedsOfRun, need: Need): Promise<ModelOrder> {
  await needs.provide(need);
  return 'module' in need
    ? { module: need.module, found: needs.findModule(need.module) }
    : { text: textKey(need), compiled: needs.compileText(need.text, need.filename, need.mode) };
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
