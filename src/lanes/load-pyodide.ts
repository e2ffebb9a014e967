/**
 * Loads an embedded CPython with the lane's Python package in it.
 * @module
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EmbeddedBuild } from './builds.ts';
import { LaneLost } from './lane.ts';
import { fingerprint, pythonSources } from './python-sources.ts';
import { dropSnapshot, readSnapshot, writeSnapshot } from './snapshot-cache.ts';

/** Where a folder of this machine is seen that programs import from. */
export const BESIDE = '/beside';

/** What is used of a `bytes` object that Python returned. */
interface PythonBytes {
  toJs(): Uint8Array;
  destroy(): void;
}

/** What is used of pyodide. */
interface Pyodide {
  readonly globals: { get(name: string): unknown };
  readonly FS: {
    chdir(path: string): void;
    mkdirTree(path: string): void;
    writeFile(path: string, data: string | Uint8Array): void;
    mount(type: unknown, options: { readonly root: string }, path: string): unknown;
    readonly filesystems: { readonly NODEFS: unknown };
  };
  runPython(code: string): unknown;
  makeMemorySnapshot(): Uint8Array;
  setInterruptBuffer(buffer: Int32Array | Uint8Array): void;
}

interface LoadOptions {
  readonly indexURL: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly _makeSnapshot?: boolean;
  readonly _loadSnapshot?: Uint8Array;
}

type LoadPyodide = (options: LoadOptions) => Promise<Pyodide>;

/** A loaded interpreter. */
export interface LoadedPyodide {
  readonly pyodide: Pyodide;
  readonly fromSnapshot: boolean;
  /** Calls `steplaw_lane.answer.answer`. @throws LaneLost where the interpreter crashed: it cannot be asked again. */
  readonly answer: (request: Uint8Array) => Uint8Array;
}

/** Where a build is installed, and what it says of itself. */
export interface InstalledBuild {
  readonly folder: string;
  readonly packageVersion: string;
}

/** The installation of a build, or undefined. */
export function installedBuild(build: EmbeddedBuild): InstalledBuild | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${build.alias}/pyodide.mjs`));
    const manifest: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { folder, packageVersion: manifest.version };
  } catch {
    return undefined;
  }
}

/** The factories that builds before 3.14 leave in a global, by folder: a module is evaluated once, its factory used often. */
const factories = new Map<string, unknown>();
const FACTORY = '_createPyodideModule';

/** Loads run one after the other: two versions at once would take each other's factory. */
let loading: Promise<unknown> = Promise.resolve();

function load(folder: string, extra: Pick<LoadOptions, '_makeSnapshot' | '_loadSnapshot'>): Promise<Pyodide> {
  const loaded = loading.then(async () => {
    const module: { loadPyodide: LoadPyodide } = await import(pathToFileURL(join(folder, 'pyodide.mjs')).href);
    if (factories.has(folder)) Reflect.set(globalThis, FACTORY, factories.get(folder));
    try {
      return await module.loadPyodide({
        indexURL: folder,
        env: { PYTHONHASHSEED: '0', HOME: '/home/pyodide' },
        stdout: () => {},
        stderr: () => {},
        ...extra,
      });
    } finally {
      const factory: unknown = Reflect.get(globalThis, FACTORY);
      if (factory !== undefined) factories.set(folder, factory);
      Reflect.deleteProperty(globalThis, FACTORY);
    }
  });
  loading = loaded.catch(() => {});
  return loaded;
}

/**
 * Loads a build: from its snapshot if there is one, otherwise plainly, leaving a snapshot behind.
 * @param useSnapshot - false loads plainly and leaves nothing.
 * @throws Error where the build is not installed.
 */
export async function loadEmbedded(build: EmbeddedBuild, useSnapshot = true): Promise<LoadedPyodide> {
  const installed = installedBuild(build);
  if (installed === undefined) throw new Error(`CPython ${build.build} is not installed: npm install ${build.alias}`);
  const sources = pythonSources();
  if (!useSnapshot) return ready(installPackage(await load(installed.folder, {}), sources), false);

  const key = `${installed.packageVersion}-${fingerprint(sources)}`;
  const snapshot = readSnapshot(build.alias, key);
  if (snapshot !== undefined) {
    try {
      return ready(await load(installed.folder, { _loadSnapshot: snapshot }), true);
    } catch {
      dropSnapshot(build.alias, key);
    }
  }
  const maker = installPackage(await load(installed.folder, { _makeSnapshot: true }), sources);
  writeSnapshot(build.alias, key, maker.makeMemorySnapshot());
  return ready(maker, false);
}

function installPackage(pyodide: Pyodide, sources: ReadonlyMap<string, string>): Pyodide {
  pyodide.FS.mkdirTree('/steplaw/steplaw_lane');
  for (const [name, source] of sources) pyodide.FS.writeFile(`/steplaw/steplaw_lane/${name}`, source);
  pyodide.runPython(`
import sys
sys.path.insert(0, '/steplaw')
sys.dont_write_bytecode = True
from steplaw_lane.answer import answer
sys.path.remove('/steplaw')
def steplaw_answer(request):
    return answer(request.to_bytes())
`);
  return pyodide;
}

function called(call: (request: Uint8Array) => PythonBytes, request: Uint8Array): PythonBytes {
  try {
    return call(request);
  } catch (error) {
    // Pyodide marks what no interpreter survives: traps of the machine below, and its stack's end.
    if (error instanceof Error && 'pyodide_fatal_error' in error) throw new LaneLost('crash', String(error));
    throw error;
  }
}

function ready(pyodide: Pyodide, fromSnapshot: boolean): LoadedPyodide {
  // Every program finds itself there, with no files.
  pyodide.FS.mkdirTree('/work');
  pyodide.FS.chdir('/work');
  const call = pyodide.globals.get('steplaw_answer') as (request: Uint8Array) => PythonBytes;
  const answer = (request: Uint8Array): Uint8Array => {
    const bytes = called(call, request);
    try {
      return bytes.toJs();
    } finally {
      bytes.destroy();
    }
  };
  return { pyodide, fromSnapshot, answer };
}
