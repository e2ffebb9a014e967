/**
 * Threads and processes from this package's own modules.
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** How to run a module: the file itself, or a line of code that loads it. */
type Entry = { readonly file: URL } | { readonly boot: string };

/** From `dist` the module runs as it is; the sources, which Node 20 cannot run, are loaded by Vite. */
function entryOf(module: string): Entry {
  if (!import.meta.url.endsWith('.ts')) return { file: new URL(`${module}.js`, import.meta.url) };
  const vite = pathToFileURL(createRequire(import.meta.url).resolve('vite')).href;
  const entry = fileURLToPath(new URL(`${module}.ts`, import.meta.url));
  const settings = "{ configFile: false, logLevel: 'error' }";
  return {
    boot: `import(${JSON.stringify(vite)}).then((v) => v.runnerImport(${JSON.stringify(entry)}, ${settings}))`,
  };
}

/** Starts a thread on a module given without its ending (`./lanes/lane-worker`), relative to this folder. */
export function startThread(module: string, workerData: unknown): Worker {
  const options = { workerData, stdout: true, stderr: true, resourceLimits: { stackSizeMb: 32 } };
  const entry = entryOf(module);
  return 'file' in entry ? new Worker(entry.file, options) : new Worker(entry.boot, { ...options, eval: true });
}

/** Starts a process of Node on a module, likewise; its standard streams are pipes. */
export function startProcess(module: string): ChildProcess {
  const entry = entryOf(module);
  const argument = 'file' in entry ? [fileURLToPath(entry.file)] : ['--eval', entry.boot];
  return spawn(process.execPath, ['--stack-size=4000', ...argument], { stdio: 'pipe' });
}
