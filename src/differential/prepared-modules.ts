/**
 * Library modules that many programs of one lane import, imported once: the programs start from there. Where a program could tell (it looks at
 * `sys.modules` or at subclasses), it imports them itself.
 * @module
 */
import {
  allCode,
  build as b,
  type CodeObject,
  type CompileText,
  compile,
  type FindModule,
  type PreparedModules,
  prepareModules,
} from '../../model/index.ts';
import type { Lane } from '../lanes/lane.ts';
import { buildFacts, type ModelOptions } from './model-engine.ts';

/** Modules that are imported together. */
interface ModuleSet {
  readonly modules: readonly string[];
  /** Those whose own code takes hundreds of times longer than a short program: one that imports none of them imports for itself. */
  readonly worthIt: ReadonlySet<string>;
}

const WRITTEN_IN_PYTHON = ['functools', 'collections', 'contextlib', 'dataclasses', 'enum'];
/** What generated programs import, and what these import. */
const PLAIN: ModuleSet = {
  modules: [...WRITTEN_IN_PYTHON, 'itertools', 'math'],
  worthIt: new Set(WRITTEN_IN_PYTHON),
};
/** What programs with threads import. Where `threading` is imported a program ends otherwise: no program without it starts from there. */
const THREADED: ModuleSet = {
  modules: ['threading', 'queue', '_thread', 'time', 'functools', 'itertools', 'collections', 'contextlib'],
  worthIt: new Set(['threading', 'queue']),
};
/** What programs with event loops import; `asyncio` imports `threading` too. */
const LOOPING: ModuleSet = {
  modules: ['asyncio', 'contextvars', 'time', 'random', ...WRITTEN_IN_PYTHON, 'itertools', 'math'],
  worthIt: new Set(['asyncio']),
};
const SETS = [PLAIN, THREADED, LOOPING];
/** Names by which a program may see what is imported. */
const TELLING: ReadonlySet<string> = new Set(['sys', 'gc', 'modules', '__subclasses__', '__import__', 'importlib']);
/** Programs of a lane that import for themselves before the modules are prepared: for a few it is not worth it. */
const BEFORE = 2;

/** What a program asks for while it runs; the prepared machine passes it on to the run under way. */
interface Answers {
  readonly findModule: FindModule;
  readonly compileText: CompileText;
}

/** What of a run's options forbids to start from prepared modules. */
export type Peculiar = Pick<ModelOptions, 'argv' | 'stdin' | 'setup' | 'watchesLibrary'>;

/** One lane's modules of a set. */
class LaneModules {
  readonly #set: ModuleSet;
  #seen = 0;
  #prepared: PreparedModules | null | undefined;
  #answers: Answers | undefined;

  constructor(set: ModuleSet) {
    this.#set = set;
  }

  for(lane: Lane, answers: Answers): PreparedModules | undefined {
    if (this.#prepared === null || this.#seen++ < BEFORE) return undefined;
    this.#answers = answers;
    this.#prepared ??= prepareModules(importsFor(lane, this.#set), {
      build: buildFacts(lane.build),
      findModule: (name) => this.#answer().findModule(name),
      compileText: (...text) => this.#answer().compileText(...text),
    });
    return this.#prepared ?? undefined;
  }

  #answer(): Answers {
    if (this.#answers === undefined) throw new Error('no run is under way');
    return this.#answers;
  }
}

const lanes = new WeakMap<Lane, ReadonlyMap<ModuleSet, LaneModules>>();

/**
 * The machine that a program may start from; undefined where it imports for itself.
 * @throws Missing for what the lane's CPython has to tell first
 */
export function preparedFor(
  lane: Lane,
  code: CodeObject,
  options: Peculiar,
  answers: Answers,
): PreparedModules | undefined {
  const set = isOrdinary(options) ? setFor(code) : undefined;
  if (set === undefined) return undefined;
  const own = lanes.get(lane) ?? new Map(SETS.map((one) => [one, new LaneModules(one)]));
  lanes.set(lane, own);
  return own.get(set)!.for(lane, answers);
}

function isOrdinary({ argv, stdin, setup, watchesLibrary }: Peculiar): boolean {
  return [argv, stdin, setup, watchesLibrary].every((option) => option === undefined);
}

/** The set that a program finds imported without being able to tell; undefined where it is worth nothing, or it imports more. */
function setFor(code: CodeObject): ModuleSet | undefined {
  const imported = importedIn(code);
  return SETS.find(
    ({ modules, worthIt }) =>
      imported?.some((name) => worthIt.has(name)) && imported.every((name) => modules.includes(name)),
  );
}

/** What a program imports; undefined where it could tell what else is. */
function importedIn(code: CodeObject): string[] | undefined {
  const imported: string[] = [];
  for (const { names, instructions } of allCode(code)) {
    if (names.some((name) => TELLING.has(name))) return undefined;
    for (const { op, arg } of instructions)
      if (op === 'IMPORT_NAME') imported.push(names[code.python >= '3.15' ? arg >> 2 : arg] ?? '');
  }
  return imported;
}

function importsFor(lane: Lane, { modules }: ModuleSet): CodeObject {
  const module = b.module(...modules.map((name) => b.imports(b.alias(name))));
  return compile(module, { filename: 'program.py', python: lane.version, release: lane.build.split(' ')[0] ?? '' });
}
