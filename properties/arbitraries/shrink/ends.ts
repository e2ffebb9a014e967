/**
 * Whether a program ends by construction, by rules that can be seen in its text: loops burn fuel or run over something that does not grow,
 * recursion counts down, numbers stay small, a trace function jumps once. Generated programs keep these rules, and so does whatever they shrink to.
 * @module
 */
import type { Module } from '../../../model/index.ts';
import { DEPTH_PARAMETER, isRecursiveName, kindOfName } from '../compose/names.ts';
import { type Fields, inScope, isNode, kept, nodesOf } from './tree.ts';

const isName = (node: unknown, id: string): boolean => isNode(node) && node['kind'] === 'Name' && node['id'] === id;
const isInt = (node: unknown, least: number, most: number): boolean =>
  isNode(node) &&
  node['kind'] === 'Constant' &&
  typeof node['value'] === 'number' &&
  node['value'] >= least &&
  node['value'] <= most;
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : []);

/** `left` in `left > 0`, alone or as the first of a conjunction. */
function fuelOf(test: unknown): string | null {
  if (!isNode(test)) return null;
  const first = test['kind'] === 'BoolOp' && test['op'] === 'And' ? list(test['values'])[0] : test;
  if (first?.['kind'] !== 'Compare') return null;
  const { left } = first;
  const zero = list(first['comparators']).length === 1 && isInt(list(first['comparators'])[0], 0, 0);
  const id = isNode(left) && left['kind'] === 'Name' ? String(left['id']) : '';
  return zero && kindOfName(id) === 'fuel' ? id : null;
}

/** Whether a statement is `left -= 1`. */
function burns(node: Fields | undefined, fuel: string): boolean {
  if (node?.['kind'] === 'AugAssign')
    return isName(node['target'], fuel) && node['op'] === 'Sub' && isInt(node['value'], 1, 1);
  if (node?.['kind'] !== 'Assign' || !isName(list(node['targets'])[0], fuel)) return false;
  const value = node['value'];
  return (
    isNode(value) &&
    value['kind'] === 'BinOp' &&
    value['op'] === 'Sub' &&
    isName(value['left'], fuel) &&
    isInt(value['right'], 1, 1)
  );
}

function whileEnds(node: Fields): boolean {
  if (isNode(node['test']) && node['test']['kind'] === 'Constant' && node['test']['value'] === false) return true;
  const body = list(node['body']);
  let fuel = fuelOf(node['test']);
  let rest = body.slice(1);
  if (fuel === null) {
    // `while True: left -= 1; if left < 0: break`
    const second = body[1];
    fuel = second?.['kind'] === 'If' ? fuelOf(second['test']) : null;
    const inside = list(second?.['body']);
    if (fuel === null || inside[inside.length - 1]?.['kind'] !== 'Break') return false;
    rest = body.slice(2);
  }
  if (!burns(body[0], fuel)) return false;
  for (const inner of inScope(rest))
    if (inner['kind'] === 'Name' && inner['id'] === fuel && inner['ctx'] !== 'Load') return false;
  return true;
}

/** Calls through which a growing list may be read: they copy it or look at it. */
const READERS: ReadonlySet<unknown> = new Set(['list', 'sorted', 'len', 'print', 'str', 'repr', 'sum', 'tuple']);

const isGrowing = (node: unknown): boolean =>
  isNode(node) && node['kind'] === 'Name' && node['ctx'] === 'Load' && kindOfName(String(node['id'])) === 'grow';

/** Whether a list that grows is read where it can be read while it grows. */
const readsGrowing = kept((root): boolean => {
  let read = 0;
  let safe = 0;
  for (const node of nodesOf(root)) {
    if (isGrowing(node)) read += 1;
    if (node['kind'] === 'Attribute' && isGrowing(node['value'])) safe += 1;
    if (node['kind'] === 'Call' && isNode(node['func']) && READERS.has(node['func']['id'])) {
      for (const arg of list(node['args'])) if (isGrowing(arg)) safe += 1;
    }
  }
  return read > safe;
});

/** `if n <= 0: return …` first. */
function hasBottom(def: Fields): boolean {
  const [first] = list(def['body']);
  const parameters = list((def['args'] as Fields)['args']);
  if (parameters[0]?.['arg'] !== DEPTH_PARAMETER || first?.['kind'] !== 'If') return false;
  const test = first['test'] as Fields;
  const inside = list(first['body']);
  return (
    test['kind'] === 'Compare' &&
    isName(test['left'], DEPTH_PARAMETER) &&
    (test['ops'] as string[])[0] === 'LtE' &&
    isInt(list(test['comparators'])[0], 0, 9) &&
    inside[inside.length - 1]?.['kind'] === 'Return' &&
    !inScope(def['body']).some((n) => isName(n, DEPTH_PARAMETER) && n['ctx'] !== 'Load')
  );
}

/** `self.at >= 3` or `index >= 3` first, raising. */
function stopsEarly(def: Fields): boolean {
  const [first, second] = list(def['body']);
  if (first?.['kind'] !== 'If' || list(first['body'])[0]?.['kind'] !== 'Raise') return false;
  const test = first['test'] as Fields;
  if (test['kind'] !== 'Compare' || (test['ops'] as string[])[0] !== 'GtE') return false;
  if (!isInt(list(test['comparators'])[0], 0, 9)) return false;
  if (def['name'] === '__getitem__') return isName(test['left'], 'index');
  return (
    second?.['kind'] === 'AugAssign' &&
    second['op'] === 'Add' &&
    isInt(second['value'], 1, 1) &&
    (second['target'] as Fields)['attr'] === 'at' &&
    (test['left'] as Fields)['attr'] === 'at'
  );
}

/** Stands for a call that counts down. */
const DESCENT = 'n - 1';

/** Whether a call counts down: `walk(n - 1)`. */
function descends(call: Fields): boolean {
  const [first] = list(call['args']);
  return (
    first?.['kind'] === 'BinOp' &&
    first['op'] === 'Sub' &&
    isName(first['left'], DEPTH_PARAMETER) &&
    isInt(first['right'], 1, 9)
  );
}

/**
 * The names and attributes that a body mentions, but for calls that count down ({@link DESCENT} stands for them) and calls to a parent class. An
 * empty name stands for a recursive function that is called deeper than a constant, or passed on.
 */
function mention(body: unknown, found: Set<string>): void {
  if (Array.isArray(body)) {
    for (const item of body) mention(item, found);
    return;
  }
  if (!isNode(body)) return;
  const { kind, func } = body;
  if (kind === 'Call' && isNode(func) && func['kind'] === 'Name' && isRecursiveName(String(func['id']))) {
    if (descends(body)) found.add(DESCENT);
    else found.add(isInt(list(body['args'])[0], 0, 9) ? String(func['id']) : '');
    mention(body['args'], found);
    mention(body['keywords'], found);
    return;
  }
  if (kind === 'Name') found.add(isRecursiveName(String(body['id'])) ? '' : String(body['id']));
  if (kind === 'Attribute' && !isSuper(body['value'])) found.add(String(body['attr']));
  for (const key in body) if (key !== 'at' && key !== 'layout') mention(body[key], found);
}

const mentions = kept((part): ReadonlySet<string> => {
  const found = new Set<string>();
  mention(part, found);
  return found;
});

const functionsOf = kept((part) =>
  nodesOf(part).filter(({ kind }) => kind === 'FunctionDef' || kind === 'AsyncFunctionDef'),
);

const isSuper = (node: unknown): boolean => isNode(node) && node['kind'] === 'Call' && isName(node['func'], 'super');

/** Whether functions call each other without a circle, apart from calls that count down. */
function callsDescend(module: Module): boolean {
  const graph = new Map<string, ReadonlySet<string>[]>();
  for (const statement of module.body) {
    if (mentions(statement).has('')) return false;
    for (const def of functionsOf(statement)) {
      const name = String(def['name']);
      if ((name === '__next__' || name === '__getitem__') && !stopsEarly(def)) return false;
      const body = mentions(def['body'] as object);
      if (body.has(DESCENT) && !(isRecursiveName(name) && hasBottom(def))) return false;
      const others = graph.get(name);
      if (others === undefined) graph.set(name, [body]);
      else others.push(body);
    }
  }
  const state = new Map<string, 'open' | 'done'>();
  const isAcyclic = (name: string): boolean => {
    const known = state.get(name);
    if (known !== undefined) return known === 'done';
    state.set(name, 'open');
    for (const body of graph.get(name) ?? []) {
      for (const next of body) if (graph.has(next) && !isAcyclic(next)) return false;
    }
    state.set(name, 'done');
    return true;
  };
  return [...graph.keys()].every(isAcyclic);
}

const isSeen = (node: unknown): boolean => isName(node, 'traced');
const isCallOf = (node: unknown, attr: string): node is Fields =>
  isNode(node) && node['kind'] === 'Call' && isNode(node['func']) && node['func']['attr'] === attr;

/** `… and len(traced) == 4`. */
function isTrueOnce(test: unknown): boolean {
  if (!isNode(test)) return false;
  if (test['kind'] === 'BoolOp') return test['op'] === 'And' && list(test['values']).some(isTrueOnce);
  const { left } = test;
  return (
    test['kind'] === 'Compare' &&
    (test['ops'] as string[])[0] === 'Eq' &&
    isNode(left) &&
    isName(left['func'], 'len') &&
    isSeen(list(left['args'])[0])
  );
}

const jumpsIn = (part: unknown): number =>
  nodesOf(part).filter((node) => node['attr'] === 'f_lineno' && node['ctx'] !== 'Load').length;

/** Whether a trace function jumps at one of the events that it counts, and nothing makes it count again. */
const jumpsOnce = kept((statement): boolean => {
  const jumps = jumpsIn(statement);
  let once = 0;
  for (const node of nodesOf(statement)) {
    if (node['kind'] === 'If' && isTrueOnce(node['test'])) once += jumpsIn(node['body']);
    if (node['kind'] === 'Assign' && list(node['targets']).some(isSeen) && !isCallOf(node['value'], 'setdefault'))
      return false;
    if (node['kind'] === 'FunctionDef' && jumpsIn(node['body']) > 0) {
      const counts = ({ value }: Fields) =>
        isCallOf(value, 'append') && isNode(value['func']) && isSeen(value['func']['value']);
      if (!list(node['body']).some(counts)) return false;
    }
  }
  return once === jumps;
});

/** Whether no operation makes values grow by multiples of themselves. */
function numbersStaySmall(root: unknown, underRemainder = false): boolean {
  if (Array.isArray(root)) return root.every((item) => numbersStaySmall(item));
  if (!isNode(root)) return true;
  if (root['kind'] === 'BinOp') {
    const { op, left, right } = root;
    if (op === 'Mult' && !underRemainder && !isInt(left, 0, 100) && !isInt(right, 0, 100)) return false;
    if (op === 'Pow' && !(underRemainder && isInt(right, 0, 3))) return false;
    if (op === 'LShift' && !isInt(right, 0, 8)) return false;
    return numbersStaySmall(left, op === 'Mod' && isInt(right, 1, 1000)) && numbersStaySmall(right);
  }
  for (const key in root) {
    if (key !== 'at' && key !== 'layout' && !numbersStaySmall(root[key])) return false;
  }
  return true;
}

/** What can be said of a statement alone: its loops end, its numbers stay small. */
const endsAlone = kept((statement): boolean => {
  for (const node of nodesOf(statement)) {
    if (node['kind'] === 'While' && !whileEnds(node)) return false;
    if (node['kind'] === 'AugAssign' && ['Mult', 'Pow', 'LShift'].includes(String(node['op']))) return false;
  }
  return !readsGrowing(statement) && numbersStaySmall(statement) && jumpsOnce(statement);
});

/** Whether a program ends by construction. */
export const endsByConstruction = (module: Module): boolean => module.body.every(endsAlone) && callsDescend(module);
