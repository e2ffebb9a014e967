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

/** What generated programs import, and what these import. */
const COMMON = ['functools', 'itertools', 'collections', 'contextlib', 'dataclasses', 'enum', 'math'] as const;
/** Their own code takes hundreds of times longer than a short program. */
const WRITTEN_IN_PYTHON: ReadonlySet<string> = new Set([
  'functools',
  'collections',
  'contextlib',
  'dataclasses',
  'enum',
]);
/** Names by which a program may see what is imported. */
const TELLING: ReadonlySet<string> = new Set(['sys', 'gc', 'modules', '__subclasses__', '__import__', 'importlib']);
/** Programs of a lane that import for themselves before the modules are prepared: for a few it is not worth it. */
const BEFORE = 2;

/** What a program asks for while it runs; the prepared machine passes it on to the run under way. */
interface Answers {
  readonly findModule: FindModule;
  readonly compileText: CompileText;
}

/** One lane's prepared modules. */
class LaneModules {
  #seen = 0;
  #prepared: PreparedModules | null | undefined;
  #answers: Answers | undefined;

  for(lane: Lane, code: CodeObject, options: ModelOptions, answers: Answers): PreparedModules | undefined {
    if (!isOrdinary(options) || this.#prepared === null || !importsOnlyCommon(code)) return undefined;
    if (this.#seen++ < BEFORE) return undefined;
    this.#answers = answers;
    this.#prepared ??= prepareModules(importsFor(lane), {
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

const lanes = new WeakMap<Lane, LaneModules>();

/**
 * The machine that a program may start from; undefined where it imports for itself.
 * @throws Missing for what the lane's CPython has to tell first
 */
export function preparedFor(
  lane: Lane,
  code: CodeObject,
  options: ModelOptions,
  answers: Answers,
): PreparedModules | undefined {
  const own = lanes.get(lane) ?? new LaneModules();
  lanes.set(lane, own);
  return own.for(lane, code, options, answers);
}

function isOrdinary({ argv, stdin, setup, schedule, watchesLibrary }: ModelOptions): boolean {
  return [argv, stdin, setup, schedule, watchesLibrary].every((option) => option === undefined);
}

/** Whether a program imports something written in Python, nothing beyond the common modules, and could not tell. */
function importsOnlyCommon(code: CodeObject): boolean {
  let written = false;
  for (const { names, instructions } of allCode(code)) {
    if (names.some((name) => TELLING.has(name))) return false;
    for (const { op, arg } of instructions) {
      if (op !== 'IMPORT_NAME') continue;
      const name = names[code.python >= '3.15' ? arg >> 2 : arg] ?? '';
      if (!COMMON.some((common) => common === name)) return false;
      written ||= WRITTEN_IN_PYTHON.has(name);
    }
  }
  return written;
}

function importsFor(lane: Lane): CodeObject {
  const module = b.module(...COMMON.map((name) => b.imports(b.alias(name))));
  return compile(module, { filename: 'program.py', python: lane.version, release: lane.build.split(' ')[0] ?? '' });
}
