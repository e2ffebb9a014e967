/**
 * Which modules a program imports, before it runs: the model must not answer `import` with an error that CPython would not raise.
 * @module
 */
import type { Module } from '../../model/index.ts';

/** An import statement's module, with its place. */
export interface Imported {
  readonly name: string;
  readonly line: number;
  /** In UTF-8 bytes, from 0. */
  readonly column: number;
}

/** Every module that import statements name, in source order. */
export function importsOf(module: Module): Imported[] {
  const found: Imported[] = [];
  collect(module.body, found);
  return found;
}

function collect(node: unknown, found: Imported[]): void {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node && 'at' in node && (node.kind === 'Import' || node.kind === 'ImportFrom')) {
    const at = node.at as { readonly line: number; readonly column: number };
    for (const name of modulesOf(node)) found.push({ name, line: at.line, column: at.column });
    return;
  }
  for (const [field, value] of Object.entries(node)) if (field !== 'at' && field !== 'layout') collect(value, found);
}

function modulesOf(node: object): string[] {
  if ('module' in node) return typeof node.module === 'string' ? [node.module] : [];
  if (!('names' in node) || !Array.isArray(node.names)) return [];
  return node.names.flatMap((alias: unknown) =>
    typeof alias === 'object' && alias !== null && 'name' in alias && typeof alias.name === 'string'
      ? [alias.name]
      : [],
  );
}
