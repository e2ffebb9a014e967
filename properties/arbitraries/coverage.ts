/**
 * What generated programs contain, construct by construct, and where: so that a run can say which of them were executed.
 * @module
 */
import type { Module, Statement } from '../../model/index.ts';
import { type Around, addNames, kindOf, list, SIMPLE } from './construct-of-node.ts';
import { type Fields, isNode } from './shrink/tree.ts';

/** Constructs with the lines on which they begin; the module must have positions. */
export type Constructs = ReadonlyMap<string, readonly number[]>;

/** What a walk over a program tells. */
interface Found {
  /** A construct begins on a line. */
  construct(name: string, line: number): void;
  /** A statement stands directly inside one of another kind; a handler or a case is a part of its statement. */
  nested(outer: string, inner: string): void;
  /** A function or a lambda. */
  callable(): void;
}

/** The suite names that count for what stands in them, by node kind and field. */
function suiteOf(kind: unknown, field: string): string | null {
  if (kind === 'Try' || kind === 'TryStar') return field === 'finalbody' ? 'finally' : field === 'body' ? 'try' : null;
  if (kind === 'ExceptHandler') return field === 'body' ? 'except' : null;
  return kind === 'With' && field === 'body' ? 'with' : null;
}

const STATEMENTS: ReadonlySet<unknown> = new Set<Statement['kind']>([
  'FunctionDef',
  'AsyncFunctionDef',
  'ClassDef',
  'Return',
  'Delete',
  'Assign',
  'TypeAlias',
  'AugAssign',
  'AnnAssign',
  'For',
  'AsyncFor',
  'While',
  'If',
  'With',
  'AsyncWith',
  'Match',
  'Raise',
  'Try',
  'TryStar',
  'Assert',
  'Import',
  'ImportFrom',
  'Global',
  'Nonlocal',
  'Expr',
  'Pass',
  'Break',
  'Continue',
]);

const DECLARATIONS: ReadonlySet<unknown> = new Set(['Global', 'Nonlocal']);

/** Fields that hold statements, or parts that do. */
const BODIES: ReadonlySet<string> = new Set(['body', 'orelse', 'finalbody', 'handlers', 'cases']);

const OUTSIDE: Around = { inFunction: false, inClass: false, isAsync: false, suites: [] };
const IN_CLASS: Around = { ...OUTSIDE, inClass: true };
const IN_FUNCTION: Around = { ...OUTSIDE, inFunction: true };
const IN_ASYNC_FUNCTION: Around = { ...IN_FUNCTION, isAsync: true };

const lineOf = (node: unknown): number | undefined => (node as { at?: Statement['at'] } | undefined)?.at?.line;

/** One walk over a program with positions. */
class Walk {
  readonly #found: Found;
  /** The line of the node that is being named. */
  #line = 0;
  readonly #add = (name: string): void => this.#found.construct(name, this.#line);

  constructor(found: Found) {
    this.#found = found;
  }

  /** `owner` is the statement around, `line` the line of the nearest node around that has one. */
  list(items: readonly unknown[], around: Around, line: number, owner: string): void {
    let before = 0;
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      if (!isNode(item)) continue;
      const isStatement = STATEMENTS.has(item['kind']);
      const own = lineOf(item);
      if (isStatement) {
        // A declaration has no instruction: it is executed where the statement after it is.
        const follower = DECLARATIONS.has(item['kind']) ? lineOf(items[i + 1]) : undefined;
        if (follower !== undefined) this.#found.construct(SIMPLE.get(item['kind'])!, follower);
        if (own === before) this.#found.construct('layout:several-on-a-line', before);
      }
      before = own ?? 0;
      this.node(item, around, line, owner, isStatement);
    }
  }

  node(node: Fields, around: Around, outerLine: number, owner: string, isStatement: boolean): void {
    const kind = node['kind'] as string | undefined;
    const at = node['at'] as Statement['at'] | undefined;
    const line = at === undefined ? outerLine : at.line;
    if (at !== undefined && at.endLine > line && !isStatement && kind !== 'ExceptHandler')
      this.#found.construct('layout:several-lines', line);
    // More than half of all nodes, and no constructs: they need no look inside.
    if (kind === 'Name' || kind === 'Constant') return;
    this.#line = line;
    addNames(node, around, this.#add);
    if (isStatement && lineOf(list(node['body'])[0]) === line) this.#found.construct('layout:one-line-compound', line);
    const isFunction = kind === 'FunctionDef' || kind === 'AsyncFunctionDef' || kind === 'Lambda';
    if (isFunction) this.#found.callable();
    const inside = kind === undefined || kind === 'ExceptHandler' ? owner : kind;
    for (const field in node) {
      const child = node[field];
      if (typeof child !== 'object' || child === null || field === 'at' || field === 'layout') continue;
      const suite = suiteOf(kind, field);
      let within = suite === null ? around : { ...around, suites: [...around.suites, suite] };
      if (field === 'body') {
        if (isFunction) within = kind === 'AsyncFunctionDef' ? IN_ASYNC_FUNCTION : IN_FUNCTION;
        else if (kind === 'ClassDef') within = IN_CLASS;
      }
      if (!Array.isArray(child)) {
        this.node(child as Fields, within, line, kind ?? owner, false);
        continue;
      }
      const isBody = BODIES.has(field);
      if (isBody) for (const part of child) if (STATEMENTS.has(kindOf(part))) this.#found.nested(inside, part.kind);
      this.list(child, within, line, isBody ? inside : (kind ?? owner));
    }
  }
}

/** The constructs of a program and the lines of the statements that they stand in. */
export function constructsOf(module: Module): Constructs {
  const found = new Map<string, number[]>();
  walk(module, {
    construct: (name, line) => {
      const lines = found.get(name);
      if (lines === undefined) found.set(name, [line]);
      else lines.push(line);
    },
    nested: () => {},
    callable: () => {},
  });
  return found;
}

function walk(module: Module, found: Found): void {
  new Walk(found).list(module.body, OUTSIDE, 0, 'Module');
}

/** What a program is like, as far as it was executed. */
export interface ProgramFigures {
  /** Constructs that stand on lines that were executed. */
  readonly executed: ReadonlySet<string>;
  /** Kinds of statements by the kind of the statement that they stand directly inside of. */
  readonly nested: ReadonlyMap<string, ReadonlySet<string>>;
  /** Functions and lambdas. */
  readonly functions: number;
}

/** The figures of a program with positions, of which `lines` were executed. */
export function programFigures(module: Module, lines: ReadonlySet<number>): ProgramFigures {
  const executed = new Set<string>();
  const nested = new Map<string, Set<string>>();
  let functions = 0;
  walk(module, {
    construct: (name, line) => {
      if (lines.has(line)) executed.add(name);
    },
    nested: (outer, inner) => {
      const kinds = nested.get(outer);
      if (kinds === undefined) nested.set(outer, new Set([inner]));
      else kinds.add(inner);
    },
    callable: () => {
      functions++;
    },
  });
  return { executed, nested, functions };
}
