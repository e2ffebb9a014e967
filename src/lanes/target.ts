/**
 * A CPython that can be named, sent to a thread and opened there.
 * @module
 */
import type { Version } from '../../model/index.ts';
import { type EmbeddedBuild, embeddedBuild } from './builds.ts';
import type { NativePython } from './find-pythons.ts';
import type { Lane } from './lane.ts';
import { loadEmbedded } from './load-pyodide.ts';
import { NativeLane } from './native-lane.ts';
import { PyodideLane } from './pyodide-lane.ts';

/** A CPython to be judged by; plain data. */
export interface Target {
  readonly runtime: 'embedded' | 'native';
  readonly release: string;
  readonly version: Version;
  /** How reports name it. */
  readonly build: string;
  /** Of a native one. */
  readonly path?: string;
}

export function embeddedTarget({ release, version, build }: EmbeddedBuild): Target {
  return { runtime: 'embedded', release, version, build };
}

export function nativeTarget({ release, version, path }: NativePython): Target {
  return { runtime: 'native', release, version, build: `${release} native`, path };
}

/** Opens it in this thread. @throws Error where it is not installed. */
export async function openTarget(target: Target): Promise<Lane> {
  const { path, release, version } = target;
  if (path !== undefined) return new NativeLane({ path, release, version });
  const build = embeddedBuild(release);
  if (build === undefined) throw new Error(`no embedded CPython ${release}`);
  return new PyodideLane(build, await loadEmbedded(build));
}
