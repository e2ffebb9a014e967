/**
 * Syntax trees as plain data: walking to any part and replacing it, whatever its kind.
 * @module
 */
import type { Expression, Module, Statement } from '../../../model/index.ts';

/** Any node of a tree, seen as its fields. */
export type Fields = Readonly<Record<string, unknown>>;
export type Path = readonly (string | number)[];

const LEAVES: ReadonlySet<string> = new Set([
  'at',
  'layout',
  'kind',
  'ctx',
  'op',
  'ops',
  'id',
  'attr',
  'arg',
  'isAsync',
]);

export const isNode = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const holdsNodes = (node: Fields, key: string): boolean =>
  !LEAVES.has(key) && isNode(node[key]) && !(key === 'value' && node['kind'] === 'Constant');

/** The fields of a node that hold nodes or lists. */
export function children(node: Fields): (readonly [string, unknown])[] {
  const found: (readonly [string, unknown])[] = [];
  for (const key in node) if (holdsNodes(node, key)) found.push([key, node[key]]);
  return found;
}

/** Every node under a root, outer ones first. */
export function nodesOf(root: unknown, found: Fields[] = []): Fields[] {
  if (Array.isArray(root)) for (const item of root) nodesOf(item, found);
  else if (isNode(root)) {
    found.push(root);
    for (const key in root) if (holdsNodes(root, key)) nodesOf(root[key], found);
  }
  return found;
}

/** Every node under a root with its path, outer ones first. */
export function walk(
  root: unknown,
  path: Path = [],
  found: (readonly [Fields, Path])[] = [],
): (readonly [Fields, Path])[] {
  if (Array.isArray(root)) {
    for (let i = 0; i < root.length; i += 1) walk(root[i], [...path, i], found);
  } else if (isNode(root)) {
    found.push([root, path]);
    for (const [key, value] of children(root)) walk(value, [...path, key], found);
  }
  return found;
}

/** The same tree with another value at a path. */
function replaceAt(root: unknown, path: Path, value: unknown, from = 0): unknown {
  if (from === path.length) return value;
  const step = path[from]!;
  if (Array.isArray(root)) return root.map((item, i) => (i === step ? replaceAt(item, path, value, from + 1) : item));
  const fields = root as Fields;
  return { ...fields, [step]: replaceAt(fields[step], path, value, from + 1) };
}

/** What stands at a path. */
export const valueAt = (module: Module, path: Path): unknown =>
  path.reduce<unknown>((value, step) => (isNode(value) ? value[step] : undefined), module);

/** The same module with another value at a path; the caller vouches that it fits there. */
export const replaceIn = (module: Module, path: Path, value: unknown): Module =>
  replaceAt(module, path, value) as Module;

/** What is computed of a part of a tree, kept as long as the part: candidates share all but what was changed. */
export function kept<T>(compute: (part: object) => T): (part: object) => T {
  const known = new WeakMap<object, T>();
  return (part) => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const result = compute(part);
    known.set(part, result);
    return result;
  };
}

const SCOPES: ReadonlySet<unknown> = new Set(['FunctionDef', 'AsyncFunctionDef', 'ClassDef', 'Lambda']);

/** Nodes that belong to the same scope as the given ones: bodies of functions, classes and lambdas are left out, their defaults not. */
export function inScope(root: unknown, found: Fields[] = []): Fields[] {
  if (Array.isArray(root)) for (const item of root) inScope(item, found);
  else if (isNode(root)) {
    found.push(root);
    const isScope = SCOPES.has(root['kind']);
    for (const key in root) if (holdsNodes(root, key) && !(isScope && key === 'body')) inScope(root[key], found);
  }
  return found;
}

export const asStatement = (node: Fields): Statement => node as unknown as Statement;
export const asExpression = (node: Fields): Expression => node as unknown as Expression;
