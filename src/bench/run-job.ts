/**
 * Runs one job of measuring in a process of its own.
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { startProcess } from '../threads.ts';
import type { EmbeddedJob, Job, Measured } from './job.ts';
import { PEER_PATH } from './peer-source.ts';

/** In a process of Node. @throws Error with what the process said, if it fails. */
export function runJob(job: Job, signal: AbortSignal): Promise<Measured> {
  return ask(startProcess('./bench/bench-worker'), job, signal);
}

/** In an interpreter of this machine. @throws Error likewise. */
export function runNative(
  python: string,
  job: Omit<EmbeddedJob, 'do' | 'release'>,
  signal: AbortSignal,
): Promise<Measured> {
  return ask(spawn(python, ['-I', PEER_PATH], { stdio: 'pipe' }), job, signal);
}

function ask(child: ChildProcess, request: unknown, signal: AbortSignal): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    const stop = (): void => {
      child.kill('SIGKILL');
      reject(new Error('interrupted'));
    };
    signal.addEventListener('abort', stop, { once: true });
    child.on('error', reject);
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop);
      if (code === 0) resolve(JSON.parse(said.stdout));
      else
        reject(
          new Error(`a measuring process ended with ${code}: ${said.stderr.trim().split('\n').slice(-3).join(' ')}`),
        );
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(JSON.stringify(request));
  });
}
