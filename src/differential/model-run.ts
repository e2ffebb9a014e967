/**
 * Running a program in the model with the modules and compiled texts that it turns out to need: a run that misses one is thrown away, the lane's
 * CPython is asked, and the program runs again.
 * @module
 */
import {
  type CodeObject,
  type CompileText,
  type FindModule,
  lift,
  Missing,
  MODELLED_MODULES,
  type ModuleCode,
  type Need,
  type Trace,
} from '../../model/index.ts';
import { type Compiled, type FoundModule, isImmediate, type Lane } from '../lanes/lane.ts';
import { compileForBuild, type ModelOptions, runModelCode } from './model-engine.ts';
import { preparedFor } from './prepared-modules.ts';

/** How a program runs, and where its own modules stand. */
export interface ModelRunOptions extends Omit<ModelOptions, 'findModule' | 'compileText'> {
  /** Folders, as the lane's CPython names them, in which imports look first. */
  readonly path?: readonly string[];
}

type Text = ReturnType<CompileText>;

/** What a lane's CPython has told: its library's modules never change, and neither does what a text compiles to. */
interface Known {
  readonly modules: Map<string, ModuleCode | null>;
  readonly texts: Map<string, Text>;
}
const known = new WeakMap<Lane, Known>();
const MAX_TEXTS = 10_000;

/**
 * Runs a module's code object in the model as the lane's build would.
 * @throws ModelError where the model lacks something that the program needs; UnsupportedSyntax for a construct in a module beside it.
 */
export async function runInModel(lane: Lane, code: CodeObject, options: ModelRunOptions): Promise<Trace> {
  const { path = [], ...rest } = options;
  const needs = new NeedsOfRun(lane, path, options.level === 'exact');
  const { findModule, compileText } = needs;
  for (;;) {
    try {
      const answers = { findModule, compileText };
      const prepared = path.length > 0 ? undefined : preparedFor(lane, code, rest, answers);
      return runModelCode(code, lane.build, { ...rest, ...answers, ...(prepared === undefined ? {} : { prepared }) });
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      await needs.provide(error.need);
    }
  }
}

/** What one run has been given of the modules and texts that it needs. */
export class NeedsOfRun {
  readonly #lane: Lane;
  readonly #path: readonly string[];
  readonly #exact: boolean;
  readonly #shared: Known;
  readonly #own = new Map<string, ModuleCode | null>();

  constructor(lane: Lane, path: readonly string[], exact: boolean) {
    this.#lane = lane;
    this.#path = path;
    this.#exact = exact;
    this.#shared = known.get(lane) ?? { modules: new Map(), texts: new Map() };
    known.set(lane, this.#shared);
  }

  readonly findModule: FindModule = (name) => {
    const found = this.#own.get(name) ?? this.#shared.modules.get(name);
    if (found !== undefined) return found;
    if (this.#own.has(name)) return null;
    throw new Missing({ module: name });
  };

  readonly compileText: CompileText = (text, filename, mode) => {
    const need = { text, filename, mode };
    const found = this.#shared.texts.get(textKey(need));
    if (found !== undefined) return found;
    // A library module compiles dozens of texts: each that is missed would begin the run anew.
    if (!isImmediate(this.#lane)) throw new Missing(need);
    return keepText(this.#lane, need, this.#lane.compile(text, filename, mode), this.#shared);
  };

  /** Asks the lane's CPython, unless it has told already. */
  async provide(need: Need): Promise<void> {
    try {
      if ('module' in need) this.findModule(need.module);
      else this.compileText(need.text, need.filename, need.mode);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      await provide(this.#lane, need, this.#path, this.#own, this.#shared, this.#exact);
    }
  }
}

interface TextNeed {
  readonly text: string;
  readonly filename: string;
  readonly mode: string;
}

/** One text under which a need for a compiled text is kept. */
export const textKey = (need: TextNeed): string => `${need.mode}\0${need.filename}\0${need.text}`;

async function provide(
  lane: Lane,
  need: Need,
  path: readonly string[],
  own: Map<string, ModuleCode | null>,
  shared: Known,
  exact: boolean,
): Promise<void> {
  if ('module' in need) {
    const found = await lane.module(need.module, path);
    if (found === null) own.set(need.module, null);
    else if (found.own) own.set(need.module, await ownModule(lane, found, exact));
    else await provideLibrary(lane, need.module, found, shared);
    return;
  }
  keepText(lane, need, await lane.compile(need.text, need.filename, need.mode), shared);
}

/** What a lane's CPython says that a text compiles to, as the model takes it. */
export function liftedText({ version }: Lane, { code, error }: Compiled): Text {
  if (error === undefined) return lift(code, version);
  const { message, type, args, members } = error;
  return { error: message, type, args, members };
}

function keepText(lane: Lane, need: TextNeed, compiled: Compiled, { texts }: Known): Text {
  if (texts.size >= MAX_TEXTS) texts.clear();
  const text = liftedText(lane, compiled);
  texts.set(textKey(need), text);
  return text;
}

/** A module of the library, and those that it imports: each that is missed would begin the run anew. */
async function provideLibrary(lane: Lane, name: string, found: FoundModule, shared: Known): Promise<void> {
  const module = libraryModule(lane, found);
  shared.modules.set(name, module);
  if (!MODELLED_MODULES.has(name) || module.code === null) return;
  // A package takes its parts by names that are relative to it.
  const parts = found.package ? [...MODELLED_MODULES].filter((part) => part.startsWith(`${name}.`)) : [];
  for (const imported of [...importedBy(module.code), ...parts]) {
    if (shared.modules.has(imported)) continue;
    const inner = await lane.module(imported, []);
    if (inner !== null && !inner.own) await provideLibrary(lane, imported, inner, shared);
  }
}

/** Modules that a module's own code imports by their whole names. */
function importedBy({ python, names, instructions }: CodeObject): string[] {
  return instructions
    .filter(({ op }) => op === 'IMPORT_NAME')
    .map(({ arg }) => names[python >= '3.15' ? arg >> 2 : arg] ?? '')
    .filter((name) => name !== '');
}

/** Much of what the library imports is never run: its code is lifted when it is asked for. */
export function libraryModule(lane: Lane, { code, file, package: isPackage }: FoundModule): ModuleCode {
  let lifted: CodeObject | null | undefined;
  return {
    get code() {
      lifted ??= code === undefined ? null : lift(code, lane.version);
      return lifted;
    },
    file,
    package: isPackage,
    place: 'library',
  };
}

/** A module beside the program: compiled as the program is. */
async function ownModule(lane: Lane, found: FoundModule, exact: boolean): Promise<ModuleCode> {
  const { file, bytes = '' } = found;
  const source = Uint8Array.from(Buffer.from(bytes, 'hex'));
  const filename = file ?? '';
  const about = { file, package: found.package, place: 'beside' } as const;
  const compiled = await lane.compile(source, filename);
  if (compiled.error !== undefined) return { code: null, ...about };
  if (exact) return { code: lift(compiled.code, lane.version), ...about };
  const parsed = await lane.parse(source, filename);
  if (parsed.error !== undefined) return { code: null, ...about };
  return { code: compileForBuild(parsed.tree, lane.build, lane.version, filename), ...about };
}
