/**
 * Simpler expressions in the place of others: a part for the whole, a literal for a computation, a smaller literal.
 * @module
 */
import { build as b, type Expression, type Module } from '../../../model/index.ts';
import { type Kind, kindOfName } from '../compose/names.ts';
import { asExpression, children, type Fields, isNode, replaceIn, walk } from './tree.ts';

const RESULT: Readonly<Record<string, Kind>> = {
  str: 'str',
  repr: 'str',
  range: 'list',
  list: 'list',
  sorted: 'list',
  tuple: 'tuple',
  dict: 'dict',
  set: 'set',
  iter: 'iterator',
  map: 'iterator',
  filter: 'iterator',
  enumerate: 'iterator',
  zip: 'iterator',
};

const RESULT_OF: Readonly<Partial<Record<Expression['kind'], Kind>>> = {
  List: 'list',
  ListComp: 'list',
  Tuple: 'tuple',
  Set: 'set',
  SetComp: 'set',
  Dict: 'dict',
  DictComp: 'dict',
  GeneratorExp: 'iterator',
  Lambda: 'callable',
  JoinedStr: 'str',
};

/** The rough type of an expression, by its kind and the names in it; int where nothing says otherwise. */
function roughKind(node: Expression): Kind {
  switch (node.kind) {
    case 'Name':
      return kindOfName(node.id) ?? 'int';
    case 'Constant':
      return typeof node.value === 'string' ? 'str' : 'int';
    case 'BinOp':
      return roughKind(node.left);
    case 'IfExp':
      return roughKind(node.body);
    case 'BoolOp':
      return roughKind(node.values[0]!);
    case 'Subscript':
      return node.slice.kind === 'Slice' ? roughKind(node.value) : 'int';
    case 'Call':
      return (node.func.kind === 'Name' && RESULT[node.func.id]) || 'int';
    default:
      return RESULT_OF[node.kind] ?? 'int';
  }
}

function literalOf(kind: Kind): Expression | null {
  switch (kind) {
    case 'int':
    case 'float':
      return b.int(0);
    case 'str':
      return b.str('');
    case 'list':
    case 'iterator':
      return b.list();
    case 'tuple':
      return b.tuple();
    case 'dict':
      return b.dict();
    default:
      return null;
  }
}

const EXPRESSIONS: ReadonlySet<unknown> = new Set<Expression['kind']>([
  'BoolOp',
  'NamedExpr',
  'BinOp',
  'UnaryOp',
  'Lambda',
  'IfExp',
  'Dict',
  'Set',
  'ListComp',
  'SetComp',
  'GeneratorExp',
  'DictComp',
  'Await',
  'YieldFrom',
  'Yield',
  'Compare',
  'Call',
  'JoinedStr',
  'Constant',
  'Attribute',
  'Subscript',
  'Name',
  'List',
  'Tuple',
]);

/** Fields in which only particular expressions stand. */
const FIXED: ReadonlySet<unknown> = new Set([
  'target',
  'targets',
  'formatSpec',
  'optionalVars',
  'pattern',
  'patterns',
  'cls',
  'typeParams',
]);

/** Expressions directly inside a node, through lists and parts. */
function* parts(node: Fields): Generator<Expression> {
  for (const [, value] of children(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (!isNode(item)) continue;
      if (EXPRESSIONS.has(item['kind'])) yield asExpression(item);
      else yield* parts(item);
    }
  }
}

function* simpler(node: Expression): Generator<Expression> {
  const kind = roughKind(node);
  if (node.kind === 'Constant') {
    const { value } = node;
    if (typeof value === 'number') {
      yield b.int(0);
      if (value > 3) yield b.int(Math.floor(value / 2));
      if (value > 0) yield b.int(value - 1);
    } else if (typeof value === 'string') yield b.str(value.slice(0, Math.floor(value.length / 2)));
    else yield b.int(0);
    return;
  }
  const literal = literalOf(kind);
  if (literal !== null) yield literal;
  if (node.kind === 'Lambda') return;
  for (const part of parts(node as unknown as Fields)) if (roughKind(part) === kind) yield part;
  if (kind === 'int') yield b.int(1);
}

/** Smaller modules by simpler expressions; not all of them well-formed. */
export function* simplifications(module: Module): Generator<Module> {
  for (const [node, path] of walk(module.body, ['body'])) {
    if (!EXPRESSIONS.has(node['kind']) || (node['ctx'] !== undefined && node['ctx'] !== 'Load')) continue;
    if (path.some((step) => FIXED.has(step))) continue;
    const parent = path[path.length - 1];
    // Literal text of an f-string, and what is called, stay.
    if (
      node['kind'] === 'Constant' &&
      path.includes('values') &&
      typeof node['value'] === 'string' &&
      parent !== 'value'
    )
      continue;
    if (parent === 'func') continue;
    for (const candidate of simpler(asExpression(node))) yield replaceIn(module, path, candidate);
  }
}
