/**
 * The compiler: from a syntax tree to the code object that CPython of the same version makes of it.
 * @module
 */
import type { CodeObject, Version } from '../code/code-object.ts';
import type { Module, Span } from '../program/syntax.ts';
import { assemble } from './assemble.ts';
import { visitBody } from './codegen/classes.ts';
import { Compiler } from './codegen/compiler.ts';
import { visitExpression } from './codegen/expressions.ts';
import { visitStatement } from './codegen/statements.ts';
import { indexOf } from './codegen/unit.ts';
import type { Dialect } from './dialect.ts';
import { dialectOf } from './dialects.ts';
import { foldModule } from './fold.ts';
import { type FutureFeatures, futureFeatures } from './future.ts';
import { buildSymtable } from './symtable-statements.ts';

export interface CompileOptions {
  readonly filename: string;
  readonly python: Version;
  /** A release of that version (`3.12.7`), where its compiler differs from that of the version's first one. */
  readonly release?: string;
  /** Decisions of the compiler in place of the version's own: what one of them brings about shows. */
  readonly decisions?: Partial<Dialect>;
}

/**
 * Compiles a module as `compile(source, filename, 'exec')` does.
 * @throws CompileError where CPython raises SyntaxError after parsing
 * @throws UnsupportedSyntax for what the version has not
 */
export function compile(module: Module, options: CompileOptions): CodeObject {
  const future = futureFeatures(module, dialectOf(options.python, options.release).refusesFutureAtAlias);
  return generate(foldModule(module, options.python), future, options);
}

/** What follows preprocessing. */
function generate(module: Module, future: FutureFeatures, options: CompileOptions): CodeObject {
  const dialect = { ...dialectOf(options.python, options.release), ...options.decisions };
  const symtable = buildSymtable(module, dialect, future);
  const collaborators = { statement: visitStatement, expression: visitExpression, assemble };
  const c = new Compiler(dialect, symtable, future, options.filename, collaborators, options.release);
  c.enterScope('module', symtable.top, '<module>', 1);
  const at: Span = module.body[0]?.at ?? { line: 1, column: 0, endLine: 1, endColumn: 0 };
  if (symtable.top.hasConditionalAnnotations) {
    c.opArg(at, 'BUILD_SET', 0);
    c.opArg(at, 'STORE_NAME', indexOf(c.u.names, '__conditional_annotations__'));
  }
  visitBody(c, at, module.body);
  return c.exitScope(true);
}
