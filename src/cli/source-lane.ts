/**
 * The CPython that reads a user's file: embedded, or one of this machine.
 * @module
 */
import { dirname, resolve } from 'node:path';
import { type CodeObject, lift } from '../../model/index.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { inspectPython } from '../lanes/find-pythons.ts';
import type { Lane } from '../lanes/lane.ts';
import { NativeLane } from '../lanes/native-lane.ts';
import { WorkerLane } from '../lanes/worker-lane.ts';
import { EXIT, Failure } from './failure.ts';
import { sourceFailure } from './read-program.ts';

/** A lane that Ctrl-C can end. */
export type InterruptibleLane = Lane & { interrupt(): void };

/**
 * Opens it; the program's folder is where its imports look.
 * @throws Failure where `native` is no CPython that can be judged.
 */
export function openSourceLane(file: string, python: EmbeddedBuild, native: string | undefined): InterruptibleLane {
  const folder = dirname(resolve(file));
  if (native === undefined) return new WorkerLane(python, { folder });
  const found = inspectPython(native);
  if ('problem' in found) throw new Failure(`--native ${found.path}: ${found.problem}`, EXIT.notJudged);
  return new NativeLane(found, folder);
}

/**
 * A file's code object as that CPython compiles it, lifted.
 * @throws Failure where it does not compile, with the place.
 */
export async function liftFile(lane: Lane, file: string, name: string, bytes: Uint8Array): Promise<CodeObject> {
  const compiled = await lane.compile(bytes, name);
  if (compiled.error !== undefined) throw sourceFailure(file, compiled.error, bytes);
  return lift(compiled.code, lane.version);
}
