/**
 * Threads from this package's own modules.
 * @module
 */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/**
 * Starts a thread on a module given without its ending (`./lanes/lane-worker`), relative to this folder.
 * From `dist` the thread runs the module; from the sources, which Node 20 cannot run, Vite loads it.
 */
export function startThread(module: string, workerData: unknown): Worker {
  const options = { workerData, stdout: true, stderr: true, resourceLimits: { stackSizeMb: 32 } };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`${module}.js`, import.meta.url), options);
  const vite = pathToFileURL(createRequire(import.meta.url).resolve('vite')).href;
  const entry = fileURLToPath(new URL(`${module}.ts`, import.meta.url));
  const settings = "{ configFile: false, logLevel: 'error' }";
  const boot = `import(${JSON.stringify(vite)}).then((v) => v.runnerImport(${JSON.stringify(entry)}, ${settings}))`;
  return new Worker(boot, { ...options, eval: true });
}
