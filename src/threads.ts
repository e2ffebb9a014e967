/**
 * Threads and processes from this package's own modules.
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** The compiled module, beside this one: Node 20 runs nothing else, and tests load what is shipped too. */
function compiled(module: string): URL {
  return new URL(`./${module}.js`, import.meta.url);
}

/** Starts a thread on a module given without its ending (`./lanes/lane-worker`), relative to this folder. */
export function startThread(module: string, workerData: unknown): Worker {
  return new Worker(compiled(module), {
    workerData,
    stdout: true,
    stderr: true,
    // What judging makes is garbage at once: with room for more of it, half the time of collecting goes.
    resourceLimits: { stackSizeMb: 32, maxYoungGenerationSizeMb: 144 },
  });
}

/**
 * Starts a process of Node on a module, likewise; its standard streams are pipes.
 * @param more - `ipc` for a channel of messages besides, `pipe` for one more pipe.
 * @param flags - of Node.
 */
export function startProcess(
  module: string,
  more: readonly ('ipc' | 'pipe')[] = [],
  flags: readonly string[] = [],
): ChildProcess {
  const stdio = ['pipe', 'pipe', 'pipe', ...more] as const;
  return spawn(process.execPath, ['--stack-size=4000', ...flags, fileURLToPath(compiled(module))], {
    stdio: [...stdio],
    serialization: 'advanced',
  });
}
