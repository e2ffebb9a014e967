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

/** The fields of a node that hold nodes or lists. */
export function* children(node: Fields): Generator<readonly [string, unknown]> {
  for (const key in node) {
    const value = node[key];
    if (isNode(value) && !LEAVES.has(key) && !(key === 'value' && node['kind'] === 'Constant')) yield [key, value];
  }
}

/** Every node under a root, outer ones first, with its path. */
export function* walk(root: unknown, path: Path = []): Generator<readonly [Fields, Path]> {
  if (Array.isArray(root)) {
    for (let i = 0; i < root.length; i += 1) yield* walk(root[i], [...path, i]);
    return;
  }
  if (!isNode(root)) return;
  yield [root, path];
  for (const [key, value] of children(root)) yield* walk(value, [...path, key]);
}

/** The same tree with another value at a path. */
export function replaceAt(root: unknown, path: Path, value: unknown, from = 0): unknown {
  if (from === path.length) return value;
  const step = path[from]!;
  if (Array.isArray(root)) return root.map((item, i) => (i === step ? replaceAt(item, path, value, from + 1) : item));
  const fields = root as Fields;
  return { ...fields, [step]: replaceAt(fields[step], path, value, from + 1) };
}

/** The same module with another value at a path; the caller vouches that it fits there. */
export const replaceIn = (module: Module, path: Path, value: unknown): Module =>
  replaceAt(module, path, value) as Module;

const SCOPES: ReadonlySet<unknown> = new Set(['FunctionDef', 'AsyncFunctionDef', 'ClassDef', 'Lambda']);

/** Nodes that belong to the same scope as the given ones: bodies of functions, classes and lambdas are left out, their defaults not. */
export function* inScope(root: unknown): Generator<Fields> {
  if (Array.isArray(root)) for (const item of root) yield* inScope(item);
  else if (isNode(root)) {
    yield root;
    const isScope = SCOPES.has(root['kind']);
    for (const [key, value] of children(root)) if (!(isScope && key === 'body')) yield* inScope(value);
  }
}

export const asStatement = (node: Fields): Statement => node as unknown as Statement;
export const asExpression = (node: Fields): Expression => node as unknown as Expression;
