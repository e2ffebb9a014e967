/**
 * What generated programs contain, construct by construct, and where: so that a run can say which of them were executed.
 * @module
 */
import type { Module, Statement } from '../../model/index.ts';
import { isRecursiveName, kindOfName } from './compose/names.ts';
import { type Fields, isNode } from './shrink/tree.ts';

/** Constructs with the lines on which they begin; the module must have positions. */
export type Constructs = ReadonlyMap<string, readonly number[]>;

/** Where a node stands: what is around it in its own function. */
interface Around {
  readonly line: number;
  readonly inFunction: boolean;
  readonly inClass: boolean;
  readonly isAsync: boolean;
  readonly suites: readonly string[];
}

const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : []);
const kindOf = (node: unknown): unknown => (isNode(node) ? node['kind'] : undefined);

const SIMPLE: Readonly<Record<string, string>> = {
  Pass: 'pass',
  Assert: 'assert',
  Lambda: 'lambda',
  Global: 'global',
  Nonlocal: 'nonlocal',
  Set: 'set',
  Dict: 'dict',
  Attribute: 'attribute',
  Subscript: 'subscript',
  Slice: 'slice',
  BinOp: 'arithmetic',
  UnaryOp: 'unary',
  BoolOp: 'bool-operator',
  IfExp: 'conditional-expression',
  ListComp: 'list-comprehension',
  SetComp: 'set-comprehension',
  DictComp: 'dict-comprehension',
  GeneratorExp: 'generator-expression',
  YieldFrom: 'yield-from',
  JoinedStr: 'fstring',
  NamedExpr: 'walrus',
  Await: 'await',
  AsyncFor: 'async-for',
  AsyncWith: 'async-with',
  Match: 'match',
  TryStar: 'except-star',
  TypeAlias: 'type-alias',
  Import: 'import',
  ImportFrom: 'import',
  AnnAssign: 'annotated-assignment',
  MatchSequence: 'match:sequence',
  MatchMapping: 'match:mapping',
  MatchClass: 'match:class',
  MatchOr: 'match:or',
};

const BUILTIN_METHODS: ReadonlySet<string> = new Set(['send', 'throw', 'close']);

/** The names of the constructs that a node is. */
function* namesOf(node: Fields, around: Around): Generator<string> {
  const { kind } = node;
  const simple = SIMPLE[String(kind)];
  if (simple !== undefined) yield simple;
  switch (kind) {
    case 'Assign': {
      const targets = list(node['targets']);
      yield targets.length > 1 ? 'assign:chain' : 'assign';
      for (const target of targets) {
        if (target['kind'] === 'Attribute') yield 'assign:attribute';
        if (target['kind'] === 'Subscript') yield 'assign:subscript';
        if (target['kind'] === 'Tuple' || target['kind'] === 'List') {
          yield list(target['elts']).some((e) => e['kind'] === 'Starred') ? 'unpacking:star' : 'unpacking';
        }
      }
      return;
    }
    case 'AugAssign': {
      const target = kindOf(node['target']);
      yield 'augmented-assignment';
      if (target !== 'Name') yield `augmented-assignment:${String(target).toLowerCase()}`;
      return;
    }
    case 'Delete': {
      const targets = list(node['targets']);
      if (targets.length > 1 || targets[0]?.['kind'] === 'Tuple') yield 'del:several';
      for (const target of targets) yield `del:${String(target['kind']).toLowerCase()}`;
      return;
    }
    case 'If': {
      yield 'if';
      const orelse = list(node['orelse']);
      if (orelse.length > 0) yield orelse.length === 1 && orelse[0]!['kind'] === 'If' ? 'if:elif' : 'if:else';
      return;
    }
    case 'While':
    case 'For': {
      const name = kind.toLowerCase();
      yield name;
      if (list(node['orelse']).length > 0) yield `${name}:else`;
      return;
    }
    case 'Break':
    case 'Continue':
    case 'Return':
    case 'Raise': {
      const name = kind.toLowerCase();
      yield name;
      for (const suite of around.suites) yield `${suite}:${name}`;
      if (kind !== 'Raise') return;
      if (node['exc'] === null) yield 'raise:bare';
      if (node['cause'] !== null) yield 'raise:from';
      return;
    }
    case 'Try': {
      yield 'try';
      if (list(node['handlers']).length > 0) yield 'try:except';
      if (list(node['orelse']).length > 0) yield 'try:else';
      if (list(node['finalbody']).length > 0) yield 'try:finally';
      return;
    }
    case 'ExceptHandler': {
      if (node['type'] === null) yield 'try:bare-except';
      if (kindOf(node['type']) === 'Tuple') yield 'try:tuple-except';
      if (node['name'] !== null) yield 'try:as';
      return;
    }
    case 'With': {
      const items = list(node['items']);
      yield 'with';
      if (items.length > 1) yield 'with:several';
      if (items.some((item) => item['optionalVars'] !== null)) yield 'with:as';
      return;
    }
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      yield* functionNames(node, around);
      return;
    case 'ClassDef': {
      yield around.inFunction || around.inClass ? 'class:nested' : 'class';
      if (list(node['bases']).length > 0) yield 'inheritance';
      if (list(node['typeParams']).length > 0) yield 'type-parameter';
      return;
    }
    case 'Call':
      yield* callNames(node);
      return;
    case 'Compare':
      if (list(node['ops']).length > 1) yield 'comparison-chain';
      return;
    case 'List':
    case 'Tuple':
      if (node['ctx'] !== 'Load') return;
      yield kind.toLowerCase();
      if (list(node['elts']).some((e) => e['kind'] === 'Starred')) yield 'star-expression';
      return;
    case 'Yield': {
      yield around.isAsync ? 'async-generator' : 'yield';
      if (node['value'] === null) yield 'yield:value';
      for (const suite of around.suites) if (suite === 'try' || suite === 'with') yield `yield:in-${suite}`;
      return;
    }
    case 'FormattedValue':
      if (node['formatSpec'] !== null) yield 'fstring:spec';
      return;
    default:
  }
  const generators = list(node['generators']);
  if (generators.length > 1) yield 'comprehension:nested';
  if (generators.some((g) => list(g['ifs']).length > 0)) yield 'comprehension:if';
  if (generators.some((g) => g['isAsync'] === true)) yield 'async-comprehension';
  if (isNode(node['pattern']) && isNode(node['guard'])) yield 'match:guard';
}

function* functionNames(node: Fields, around: Around): Generator<string> {
  const name = String(node['name']);
  const args = node['args'] as Fields;
  if (node['kind'] === 'AsyncFunctionDef') yield 'async-function';
  else yield around.inClass ? 'method' : 'function';
  if (around.inClass) yield `method:${name}`;
  else if (around.inFunction) yield 'function:nested';
  if (isRecursiveName(name)) yield 'function:recursive';
  if (list(args['defaults']).length > 0) yield 'function:default';
  if (list(args['kwonlyargs']).length > 0) yield 'function:keyword-only';
  if (list(args['posonlyargs']).length > 0) yield 'function:positional-only';
  if (args['vararg'] !== null) yield 'function:var-args';
  if (args['kwarg'] !== null) yield 'function:var-keywords';
  if (node['returns'] !== null || list(args['args']).some((arg) => arg['annotation'] !== null)) yield 'annotation';
  if (list(node['typeParams']).length > 0) yield 'type-parameter';
  for (const decorator of list(node['decorators'])) {
    const id = decorator['id'];
    if (id === 'property') yield 'property';
    else if (id === 'staticmethod' || id === 'classmethod') yield 'static-method';
    else yield 'decorator';
  }
}

function* callNames(node: Fields): Generator<string> {
  const func = node['func'] as Fields;
  if (func['kind'] === 'Name') {
    const id = String(func['id']);
    if (id === 'super') yield 'super';
    else if (kindOfName(id) === undefined) yield `builtin:${id}`;
  } else if (func['kind'] === 'Attribute' && BUILTIN_METHODS.has(String(func['attr'])))
    yield `builtin:${String(func['attr'])}`;
  for (const { arg } of list(node['keywords'])) yield arg === null ? 'call:star-star' : 'call:keyword';
  if (list(node['args']).some((arg) => arg['kind'] === 'Starred')) yield 'call:star';
}

/** The suite names that count for what stands in them, by node kind and field. */
function suiteOf(kind: unknown, field: string): string | null {
  if (kind === 'Try' || kind === 'TryStar') return field === 'finalbody' ? 'finally' : field === 'body' ? 'try' : null;
  if (kind === 'ExceptHandler') return field === 'body' ? 'except' : null;
  return kind === 'With' && field === 'body' ? 'with' : null;
}

/** The constructs of a program and the lines of the statements that they stand in. */
export function constructsOf(module: Module): Constructs {
  const found = new Map<string, number[]>();
  const add = (name: string, line: number): void => {
    const lines = found.get(name);
    if (lines === undefined) found.set(name, [line]);
    else lines.push(line);
  };
  const visit = (value: unknown, around: Around): void => {
    if (Array.isArray(value)) {
      let before = 0;
      for (let i = 0; i < value.length; i++) {
        const item: unknown = value[i];
        // A declaration has no instruction: it is executed where the statement after it is.
        const follower: unknown = DECLARATIONS.has(kindOf(item)) ? value[i + 1] : undefined;
        if (isNode(follower)) add(SIMPLE[String(kindOf(item))]!, (follower['at'] as Statement['at']).line);
        const at = isNode(item) ? (item as { at?: Statement['at'] }).at : undefined;
        if (at !== undefined && at.line === before && isStatement(item)) add('layout:several-on-a-line', at.line);
        before = at?.line ?? 0;
        visit(item, around);
      }
      return;
    }
    if (!isNode(value)) return;
    const { kind } = value;
    const at = value['at'] as Statement['at'] | undefined;
    const line = at?.line ?? around.line;
    // More than half of all nodes, and no constructs: they need no look inside.
    if (kind === 'Name' || kind === 'Constant') {
      if (at !== undefined && at.endLine > at.line) add('layout:several-lines', line);
      return;
    }
    const own: Around = line === around.line ? around : { ...around, line };
    for (const name of namesOf(value, own)) add(name, line);
    if (at !== undefined && at.endLine > at.line && !isStatement(value) && kind !== 'ExceptHandler')
      add('layout:several-lines', line);
    const body = list(value['body']);
    if (at !== undefined && isStatement(value) && (body[0]?.['at'] as Statement['at'] | undefined)?.line === at.line) {
      add('layout:one-line-compound', line);
    }
    const isFunction = kind === 'FunctionDef' || kind === 'AsyncFunctionDef' || kind === 'Lambda';
    for (const field in value) {
      const child = value[field];
      if (typeof child !== 'object' || child === null || field === 'at') continue;
      if (field === 'body' && isFunction) {
        visit(child, { line, inFunction: true, inClass: false, isAsync: kind === 'AsyncFunctionDef', suites: [] });
      } else if (field === 'body' && kind === 'ClassDef') {
        visit(child, { line, inFunction: false, inClass: true, isAsync: false, suites: [] });
      } else {
        const suite = suiteOf(kind, field);
        visit(child, suite === null ? own : { ...own, suites: [...own.suites, suite] });
      }
    }
  };
  visit(module.body, { line: 0, inFunction: false, inClass: false, isAsync: false, suites: [] });
  return found;
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

const isStatement = (node: unknown): boolean => isNode(node) && STATEMENTS.has(node['kind']);

/** The constructs of a program that stand on lines that were executed. */
export function executedConstructs(module: Module, lines: ReadonlySet<number>): Set<string> {
  const executed = new Set<string>();
  for (const [name, where] of constructsOf(module)) if (where.some((line) => lines.has(line))) executed.add(name);
  return executed;
}
