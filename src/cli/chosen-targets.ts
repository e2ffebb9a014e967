/**
 * Which CPythons the options of a command mean.
 * @module
 */
import { EMBEDDED_BUILDS, type EmbeddedBuild, embeddedBuild } from '../lanes/builds.ts';
import { findPythons, inspectPython, NATIVE_REMEDY } from '../lanes/find-pythons.ts';
import { installedBuild } from '../lanes/load-pyodide.ts';
import { embeddedTarget, nativeTarget, type Target } from '../lanes/target.ts';
import { EXIT, Failure } from './failure.ts';

/** What a command says of them. */
export interface TargetOptions {
  /** Minor versions or releases; without them the command's own choice, or every native one found. */
  readonly python?: readonly string[];
  readonly runtime?: 'embedded' | 'native';
  /** Paths of interpreters: `runtime` and `python` are of no account then. */
  readonly native?: readonly string[];
}

/** @throws Failure where a target that was named cannot be judged, with what would make it possible. */
export function chosenTargets(options: TargetOptions, defaults: readonly EmbeddedBuild[]): Target[] {
  if (options.native !== undefined) {
    return options.native.map((path) => {
      const found = inspectPython(path);
      if ('problem' in found) throw new Failure(`--native ${path}: ${found.problem}`, EXIT.notJudged);
      return nativeTarget(found);
    });
  }
  return options.runtime === 'native' ? nativeTargets(options.python) : embeddedTargets(options.python, defaults);
}

function nativeTargets(names: readonly string[] | undefined): Target[] {
  const found = findPythons();
  if (found.length === 0) throw new Failure(`no native CPython 3.12 or newer found: ${NATIVE_REMEDY}`, EXIT.notJudged);
  if (names === undefined) return found.map(nativeTarget);
  return names.flatMap((name) => {
    const matching = found.filter((python) => python.version === name || python.release === name);
    if (matching.length > 0) return matching.map(nativeTarget);
    const others = found.map((python) => python.release).join(', ');
    throw new Failure(`no native CPython ${name} found (found: ${others}): ${NATIVE_REMEDY}`, EXIT.notJudged);
  });
}

function embeddedTargets(names: readonly string[] | undefined, defaults: readonly EmbeddedBuild[]): Target[] {
  const builds = names === undefined ? defaults : names.map(embeddedByName);
  const missing = builds.filter((build) => installedBuild(build) === undefined);
  if (missing.length === 0) return builds.map(embeddedTarget);
  const which = missing.map((build) => `CPython ${build.build}`).join(', ');
  const aliases = missing.map((build) => build.alias).join(', ');
  throw new Failure(`${which}: not installed; npm install installs ${aliases}`, EXIT.notJudged);
}

function embeddedByName(name: string): EmbeddedBuild {
  const build = embeddedBuild(name);
  if (build !== undefined) return build;
  const known = [...new Set(EMBEDDED_BUILDS.flatMap((b) => [b.version, b.release]))].join(', ');
  throw new Failure(`no embedded CPython ${name}; embedded are ${known}; --runtime native looks for others`);
}
