/**
 * The names of constructs: what a node of a generated program is, construct by construct.
 * @module
 */
import { isRecursiveName, kindOfName } from './compose/names.ts';
import { type Fields, isNode } from './shrink/tree.ts';

/** What is around a node in its own function. */
export interface Around {
  readonly inFunction: boolean;
  readonly inClass: boolean;
  readonly isAsync: boolean;
  readonly suites: readonly string[];
}

export const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : []);
export const kindOf = (node: unknown): unknown => (isNode(node) ? node['kind'] : undefined);

/** Nodes that are a construct whatever is in them. */
export const SIMPLE: ReadonlyMap<unknown, string> = new Map(
  Object.entries({
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
  }),
);

const BUILTIN_METHODS: ReadonlySet<string> = new Set(['send', 'throw', 'close']);

/** Takes the name of a construct. */
export type AddName = (name: string) => void;

const LIBRARY: ReadonlySet<string> = new Set([
  'collections',
  'contextlib',
  'dataclasses',
  'enum',
  'functools',
  'itertools',
  'math',
]);

function addLibrary(module: string, add: AddName): void {
  if (LIBRARY.has(module)) add(`library:${module}`);
}

/** Adds the names of the constructs that a node is. */
export function addNames(node: Fields, around: Around, add: AddName): void {
  const { kind } = node;
  const simple = SIMPLE.get(kind);
  if (simple !== undefined) add(simple);
  switch (kind) {
    case 'Import':
      for (const { name } of list(node['names'])) addLibrary(String(name), add);
      return;
    case 'ImportFrom':
      return addLibrary(String(node['module']), add);
    case 'Assign': {
      const targets = list(node['targets']);
      add(targets.length > 1 ? 'assign:chain' : 'assign');
      for (const target of targets) {
        if (target['kind'] === 'Attribute') add('assign:attribute');
        if (target['kind'] === 'Subscript') add('assign:subscript');
        if (target['kind'] === 'Tuple' || target['kind'] === 'List') {
          add(list(target['elts']).some((e) => e['kind'] === 'Starred') ? 'unpacking:star' : 'unpacking');
        }
      }
      return;
    }
    case 'AugAssign': {
      const target = kindOf(node['target']);
      add('augmented-assignment');
      if (target !== 'Name') add(`augmented-assignment:${String(target).toLowerCase()}`);
      return;
    }
    case 'Delete': {
      const targets = list(node['targets']);
      if (targets.length > 1 || targets[0]?.['kind'] === 'Tuple') add('del:several');
      for (const target of targets) add(`del:${String(target['kind']).toLowerCase()}`);
      return;
    }
    case 'If': {
      add('if');
      const orelse = list(node['orelse']);
      if (orelse.length > 0) add(orelse.length === 1 && orelse[0]!['kind'] === 'If' ? 'if:elif' : 'if:else');
      return;
    }
    case 'While':
    case 'For': {
      const name = kind.toLowerCase();
      add(name);
      if (list(node['orelse']).length > 0) add(`${name}:else`);
      return;
    }
    case 'Break':
    case 'Continue':
    case 'Return':
    case 'Raise': {
      const name = kind.toLowerCase();
      add(name);
      for (const suite of around.suites) add(`${suite}:${name}`);
      if (kind !== 'Raise') return;
      if (node['exc'] === null) add('raise:bare');
      if (node['cause'] !== null) add('raise:from');
      return;
    }
    case 'Try': {
      add('try');
      if (list(node['handlers']).length > 0) add('try:except');
      if (list(node['orelse']).length > 0) add('try:else');
      if (list(node['finalbody']).length > 0) add('try:finally');
      return;
    }
    case 'ExceptHandler': {
      if (node['type'] === null) add('try:bare-except');
      if (kindOf(node['type']) === 'Tuple') add('try:tuple-except');
      if (node['name'] !== null) add('try:as');
      return;
    }
    case 'With': {
      const items = list(node['items']);
      add('with');
      if (items.length > 1) add('with:several');
      if (items.some((item) => item['optionalVars'] !== null)) add('with:as');
      return;
    }
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      addFunctionNames(node, around, add);
      return;
    case 'ClassDef': {
      add(around.inFunction || around.inClass ? 'class:nested' : 'class');
      if (list(node['bases']).length > 0) add('inheritance');
      if (list(node['typeParams']).length > 0) add('type-parameter');
      return;
    }
    case 'Call':
      addCallNames(node, add);
      return;
    case 'Compare':
      if (list(node['ops']).length > 1) add('comparison-chain');
      return;
    case 'List':
    case 'Tuple':
      if (node['ctx'] !== 'Load') return;
      add(kind.toLowerCase());
      if (list(node['elts']).some((e) => e['kind'] === 'Starred')) add('star-expression');
      return;
    case 'Yield': {
      add(around.isAsync ? 'async-generator' : 'yield');
      if (node['value'] === null) add('yield:value');
      for (const suite of around.suites) if (suite === 'try' || suite === 'with') add(`yield:in-${suite}`);
      return;
    }
    case 'FormattedValue':
      if (node['formatSpec'] !== null) add('fstring:spec');
      return;
    default:
  }
  const generators = list(node['generators']);
  if (generators.length > 1) add('comprehension:nested');
  if (generators.some((g) => list(g['ifs']).length > 0)) add('comprehension:if');
  if (generators.some((g) => g['isAsync'] === true)) add('async-comprehension');
  if (isNode(node['pattern']) && isNode(node['guard'])) add('match:guard');
}

function addFunctionNames(node: Fields, around: Around, add: AddName): void {
  const name = String(node['name']);
  const args = node['args'] as Fields;
  if (node['kind'] === 'AsyncFunctionDef') add('async-function');
  else add(around.inClass ? 'method' : 'function');
  if (around.inClass) add(`method:${name}`);
  else if (around.inFunction) add('function:nested');
  if (isRecursiveName(name)) add('function:recursive');
  if (list(args['defaults']).length > 0) add('function:default');
  if (list(args['kwonlyargs']).length > 0) add('function:keyword-only');
  if (list(args['posonlyargs']).length > 0) add('function:positional-only');
  if (args['vararg'] !== null) add('function:var-args');
  if (args['kwarg'] !== null) add('function:var-keywords');
  if (node['returns'] !== null || list(args['args']).some((arg) => arg['annotation'] !== null)) add('annotation');
  if (list(node['typeParams']).length > 0) add('type-parameter');
  for (const decorator of list(node['decorators'])) {
    const id = decorator['id'];
    if (id === 'property') add('property');
    else if (id === 'staticmethod' || id === 'classmethod') add('static-method');
    else add('decorator');
  }
}

function addCallNames(node: Fields, add: AddName): void {
  const func = node['func'] as Fields;
  if (func['kind'] === 'Name') {
    const id = String(func['id']);
    if (id === 'super') add('super');
    else if (kindOfName(id) === undefined) add(`builtin:${id}`);
  } else if (func['kind'] === 'Attribute' && BUILTIN_METHODS.has(String(func['attr'])))
    add(`builtin:${String(func['attr'])}`);
  for (const { arg } of list(node['keywords'])) add(arg === null ? 'call:star-star' : 'call:keyword');
  if (list(node['args']).some((arg) => arg['kind'] === 'Starred')) add('call:star');
}
