/**
 * Programs → Python source, and the same tree with the positions that CPython's parser gives it.
 * @module
 */
import { printBody } from './print-statement.ts';
import { SourceWriter } from './source-writer.ts';
import type { Module } from './syntax.ts';

export interface Printed {
  readonly source: string;
  /** The module as CPython parses `source`: positions instead of layout hints. */
  readonly module: Module;
}

/**
 * Prints a module; layout hints of its nodes are followed where the grammar allows it.
 * @param indent one level of indentation
 * @throws RangeError for trees that no source gives, such as a negative constant
 */
export function print(module: Module, { indent = '    ' }: { readonly indent?: string } = {}): Printed {
  const writer = new SourceWriter(indent);
  for (let i = module.body[0]?.layout?.blank ?? 0; i > 0; i -= 1) writer.endLine();
  const body = printBody(writer, module.body, 'module');
  if (body.length > 0) writer.endLine();
  return { source: writer.text, module: { kind: 'Module', body } };
}
