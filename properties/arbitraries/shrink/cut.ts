/**
 * Cuts: ways to make a program smaller by leaving statements, suites and parts away, the greatest first.
 * @module
 */
import { build as b, type Module, type Statement, type WithItem } from '../../../model/index.ts';
import { asStatement, type Fields, isNode, type Path, replaceIn, valueAt, walk } from './tree.ts';

const SUITES = ['body', 'orelse', 'finalbody'] as const;

/** A place where statements stand, and whether it may be empty. */
interface Suite {
  readonly path: Path;
  readonly statements: readonly Statement[];
  readonly optional: boolean;
}

function* suites(module: Module): Generator<Suite> {
  yield { path: ['body'], statements: module.body, optional: true };
  for (const [node, path] of walk(module.body, ['body'])) {
    for (const key of SUITES) {
      const statements = node[key];
      if (!Array.isArray(statements) || statements.length === 0) continue;
      yield { path: [...path, key], statements, optional: key !== 'body' && mayMiss(node, key) };
    }
  }
}

const mayMiss = (node: Fields, key: string): boolean =>
  key !== 'finalbody' || (Array.isArray(node['handlers']) && node['handlers'].length > 0);

const without = <T>(items: readonly T[], from: number, count: number): T[] => [
  ...items.slice(0, from),
  ...items.slice(from + count),
];

/** Runs of statements left away: halves, quarters, … single ones. */
function* shorterSuites({ statements, optional }: Suite): Generator<readonly Statement[]> {
  for (let count = statements.length; count >= 1; count = count === 1 ? 0 : Math.ceil(count / 2)) {
    for (let from = 0; from < statements.length; from += count) {
      const rest = without(statements, from, count);
      if (rest.length > 0 || optional) yield rest;
      else if (!(statements.length === 1 && statements[0]?.kind === 'Pass')) yield [b.pass()];
    }
  }
}

/** A suite without the `break` and `continue` of the loop that it stood in. */
function unlooped(statements: readonly Statement[]): Statement[] {
  return statements.map((statement): Statement => {
    switch (statement.kind) {
      case 'Break':
      case 'Continue':
        return b.pass();
      case 'If':
        return { ...statement, body: unlooped(statement.body), orelse: unlooped(statement.orelse) };
      case 'With':
        return { ...statement, body: unlooped(statement.body) };
      case 'Try':
        return {
          ...statement,
          body: unlooped(statement.body),
          handlers: statement.handlers.map((handler) => ({ ...handler, body: unlooped(handler.body) })),
          orelse: unlooped(statement.orelse),
          finalbody: unlooped(statement.finalbody),
        };
      default:
        return statement;
    }
  });
}

/** A manager that is made and bound, and not entered. */
const asAssignment = ({ contextExpr, optionalVars }: WithItem): Statement =>
  optionalVars === null ? b.evaluate(contextExpr) : b.assign(optionalVars, contextExpr);

/** What may stand in a compound statement's place: its suites, one or all of them. */
function* unwrapped(node: Statement): Generator<readonly Statement[]> {
  switch (node.kind) {
    case 'If':
      yield node.body;
      if (node.orelse.length > 0) yield node.orelse;
      return;
    case 'For':
    case 'While':
    case 'AsyncFor':
      yield unlooped(node.body);
      if (node.orelse.length > 0) yield node.orelse;
      return;
    case 'With':
    case 'AsyncWith':
      yield node.body;
      yield [...node.items.map(asAssignment), ...node.body];
      return;
    case 'Try':
    case 'TryStar':
      yield node.body;
      if (node.orelse.length > 0) yield node.orelse;
      yield [...node.body, ...node.orelse, ...node.finalbody];
      for (const handler of node.handlers) yield handler.body;
      if (node.finalbody.length > 0) yield node.finalbody;
      return;
    case 'Match':
      for (const { body } of node.cases) yield body;
      return;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
      yield node.body;
      return;
    default:
  }
}

/** Fields that may be absent. */
const ABSENT: readonly (readonly [string, string])[] = [
  ['Return', 'value'],
  ['Assert', 'msg'],
  ['Raise', 'cause'],
  ['ExceptHandler', 'name'],
  ['FunctionDef', 'returns'],
  ['AsyncFunctionDef', 'returns'],
  ['Yield', 'value'],
  ['Slice', 'lower'],
  ['Slice', 'upper'],
  ['Slice', 'step'],
  ['FormattedValue', 'formatSpec'],
];

/** Lists that may be shorter, and how many items at least they keep. */
const SHORTER: readonly (readonly [kind: string, field: string, least: number])[] = [
  ['Call', 'keywords', 0],
  ['Call', 'args', 0],
  ['List', 'elts', 0],
  ['Tuple', 'elts', 0],
  ['Set', 'elts', 1],
  ['FunctionDef', 'decorators', 0],
  ['FunctionDef', 'typeParams', 0],
  ['ClassDef', 'decorators', 0],
  ['ClassDef', 'bases', 0],
  ['ClassDef', 'typeParams', 0],
  ['With', 'items', 1],
  ['AsyncWith', 'items', 1],
  ['Assign', 'targets', 1],
  ['Delete', 'targets', 1],
  ['Global', 'names', 1],
  ['Match', 'cases', 1],
  ['BoolOp', 'values', 2],
  ['JoinedStr', 'values', 0],
];

/** Parts of a node left away; what a part stands in is named by `kind` or, for parameters and comprehensions, by its fields. */
function* slimmer(node: Fields): Generator<Fields> {
  const { kind } = node;
  for (const [owner, field] of ABSENT) if (kind === owner && node[field] !== null) yield { ...node, [field]: null };
  for (const [owner, field, least] of SHORTER) {
    const items = node[field];
    if (kind !== owner || !Array.isArray(items) || items.length <= least || node['ctx'] === 'Store') continue;
    for (let i = items.length - 1; i >= 0; i -= 1) yield { ...node, [field]: without(items, i, 1) };
  }
  if (kind === 'Try' || kind === 'TryStar') yield* fewerHandlers(node);
  if (kind === 'Dict') yield* fewerPairs(node, 'keys', 'values', 0);
  if (kind === 'Compare') yield* fewerPairs(node, 'ops', 'comparators', 1);
  if (Array.isArray(node['ifs']))
    for (let i = 0; i < node['ifs'].length; i += 1) yield { ...node, ifs: without(node['ifs'], i, 1) };
  if (Array.isArray(node['generators']) && node['generators'].length > 1) {
    yield { ...node, generators: node['generators'].slice(0, -1) };
  }
  if (isNode(node['vararg'])) yield { ...node, vararg: null };
  if (isNode(node['kwarg'])) yield { ...node, kwarg: null };
  if (Array.isArray(node['kwonlyargs'])) yield* fewerPairs(node, 'kwonlyargs', 'kwDefaults', 0);
  if (Array.isArray(node['posonlyargs'])) yield* fewerParameters(node);
}

function* fewerHandlers(node: Fields): Generator<Fields> {
  const handlers = node['handlers'];
  if (!Array.isArray(handlers)) return;
  const others = Array.isArray(node['finalbody']) && node['finalbody'].length > 0;
  if (others && handlers.length > 0) yield { ...node, kind: 'Try', handlers: [], orelse: [] };
  if (handlers.length < 2) return;
  for (let i = 0; i < handlers.length; i += 1) yield { ...node, handlers: without(handlers, i, 1) };
}

function* fewerPairs(node: Fields, one: string, two: string, least: number): Generator<Fields> {
  const first = node[one];
  const second = node[two];
  if (!Array.isArray(first) || !Array.isArray(second)) return;
  for (let i = first.length - 1; i >= 0 && first.length > least; i -= 1) {
    yield { ...node, [one]: without(first, i, 1), [two]: without(second, i, 1) };
  }
}

/** Without the last positional parameter and its default. */
function* fewerParameters(node: Fields): Generator<Fields> {
  const { args, defaults } = node;
  if (!Array.isArray(args) || !Array.isArray(defaults) || args.length === 0) return;
  yield { ...node, args: args.slice(0, -1), defaults: defaults.slice(0, -1) };
}

/** A call of a function without the argument for its last positional parameter. */
function withoutArgument(call: Fields, count: number, parameter: unknown): Fields {
  const args = Array.isArray(call['args']) ? call['args'] : [];
  const keywords = Array.isArray(call['keywords']) ? call['keywords'] : [];
  return {
    ...call,
    args: args.length === count ? args.slice(0, -1) : args,
    keywords: keywords.filter((keyword: Fields) => keyword['arg'] !== parameter),
  };
}

/** The whole tree with every call of a name changed. */
function changeCalls(root: unknown, name: string, change: (call: Fields) => Fields): unknown {
  if (Array.isArray(root)) return root.map((item) => changeCalls(item, name, change));
  if (!isNode(root)) return root;
  const fields: Record<string, unknown> = {};
  for (const key in root)
    fields[key] = key === 'at' || key === 'layout' ? root[key] : changeCalls(root[key], name, change);
  const { func } = root;
  const isCall = root['kind'] === 'Call' && isNode(func) && (func['id'] === name || func['attr'] === name);
  return isCall ? change(fields) : fields;
}

/** Functions without their last positional parameter, calls adapted. */
function* narrowerFunctions(module: Module): Generator<Module> {
  for (const [node, path] of walk(module.body, ['body'])) {
    if (node['kind'] !== 'FunctionDef' && node['kind'] !== 'AsyncFunctionDef') continue;
    const parameters = node['args'] as Fields;
    const positional = parameters['args'];
    for (const narrower of fewerParameters(parameters)) {
      if (!Array.isArray(positional)) continue;
      const last = positional[positional.length - 1] as Fields;
      const owner = valueAt(module, path.slice(0, -2));
      const isMethod = isNode(owner) && owner['kind'] === 'ClassDef';
      const name = isMethod && node['name'] === '__init__' ? String(owner['name']) : String(node['name']);
      const changed = replaceIn(module, [...path, 'args'], narrower);
      yield {
        ...module,
        body: changeCalls(changed.body, name, (call) =>
          withoutArgument(call, positional.length - (isMethod ? 1 : 0), last['arg']),
        ) as Module['body'],
      };
    }
  }
}

/** Smaller modules by cuts alone; not all of them well-formed. */
export function* cuts(module: Module): Generator<Module> {
  for (const suite of suites(module))
    for (const rest of shorterSuites(suite)) yield replaceIn(module, suite.path, rest);
  for (const { path, statements } of suites(module)) {
    for (let i = 0; i < statements.length; i += 1) {
      for (const inside of unwrapped(statements[i]!)) {
        yield replaceIn(module, path, [...statements.slice(0, i), ...inside, ...statements.slice(i + 1)]);
      }
    }
  }
  for (const [node, path] of walk(module.body, ['body'])) {
    for (const less of slimmer(node)) yield replaceIn(module, path, less);
  }
  yield* narrowerFunctions(module);
  for (const [node, path] of walk(module.body, ['body'])) {
    if (node['layout'] === undefined) continue;
    const { layout: _, ...plain } = node;
    yield replaceIn(module, path, asStatement(plain));
  }
}
