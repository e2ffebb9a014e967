/**
 * `from __future__ import …`, as CPython's `Python/future.c` reads it.
 * @module
 */
import type { Module, Span, Statement } from '../program/syntax.ts';
import { CompileError } from './errors.ts';

/** What the module asks of the future. */
export interface FutureFeatures {
  /** `co_flags` bits that every code object of the module inherits. */
  readonly flags: number;
  readonly annotations: boolean;
  /** Where the last future import stands; later ones are refused. */
  readonly at: Span | null;
}

const CO_FUTURE_ANNOTATIONS = 0x1000000;

/** The bit of each feature; those that have long been mandatory have none. */
const FEATURES: ReadonlyMap<string, number> = new Map([
  ['nested_scopes', 0],
  ['generators', 0],
  ['division', 0],
  ['absolute_import', 0],
  ['with_statement', 0],
  ['print_function', 0],
  ['unicode_literals', 0],
  ['barry_as_FLUFL', 0x400000],
  ['generator_stop', 0],
  ['annotations', CO_FUTURE_ANNOTATIONS],
]);

/**
 * The features of a module: those imported before any other statement but the docstring.
 * @param atAlias - whether an unknown feature is refused at its name; else at the statement
 * @throws CompileError for a feature that Python does not know
 */
export function futureFeatures(module: Module, atAlias = true): FutureFeatures {
  let flags = 0;
  let at: Span | null = null;
  const body = isDocstring(module.body[0]) ? module.body.slice(1) : module.body;
  for (const s of body) {
    if (s.kind !== 'ImportFrom' || s.module !== '__future__' || s.level !== 0) {
      break;
    }
    for (const alias of s.names) {
      const bit = FEATURES.get(alias.name);
      if (bit === undefined) {
        throw new CompileError(
          alias.name === 'braces' ? 'not a chance' : `future feature ${alias.name} is not defined`,
          atAlias ? alias.at : s.at,
        );
      }
      flags |= bit;
    }
    at = s.at;
  }
  return { flags, annotations: (flags & CO_FUTURE_ANNOTATIONS) !== 0, at };
}

/** Whether the statement, first of a body, is that body's docstring. */
function isDocstring(s: Statement | undefined): boolean {
  return docstringOf(s === undefined ? [] : [s]) !== null;
}

/** The docstring of a body, raw; `null` without one. */
export function docstringOf(body: readonly Statement[]): string | null {
  const s = body[0];
  if (s?.kind === 'Expr' && s.value.kind === 'Constant' && typeof s.value.value === 'string') {
    return s.value.value;
  }
  return null;
}
