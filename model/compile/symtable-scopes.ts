/**
 * Where assignment expressions bind, what directives say, and what annotation scopes refuse.
 * @module
 */
import type { Global, Span } from '../program/syntax.ts';
import { CompileError } from './errors.ts';
import { DEF_ANNOT, DEF_COMP_ITER, DEF_GLOBAL, DEF_LOCAL, DEF_NONLOCAL, DEF_PARAM, USE } from './symtable.ts';
import type { SymtableBuilder } from './symtable-build.ts';

/** A walrus in a comprehension binds in the nearest block that is no comprehension. */
export function extendNamedExprScope(st: SymtableBuilder, target: string, at: Span): void {
  for (const block of st.stack.toReversed()) {
    const flags = st.dialect.walrusIgnoresMangling ? block.flagsOf(target) : st.lookup(target, block);
    if (block.comprehension !== null) {
      if ((flags & DEF_COMP_ITER) !== 0 && (flags & DEF_LOCAL) !== 0) {
        throw new CompileError(`assignment expression cannot rebind comprehension iteration variable '${target}'`, at);
      }
      continue;
    }
    if (block.type === 'function') {
      st.add(target, (flags & DEF_GLOBAL) !== 0 ? DEF_GLOBAL : DEF_NONLOCAL, at);
      st.recordDirective(target, at);
      st.addTo(block, target, DEF_LOCAL, at);
      return;
    }
    if (block.type === 'module') {
      st.add(target, DEF_GLOBAL, at);
      st.recordDirective(target, at);
      st.addTo(block, target, DEF_GLOBAL, at);
      return;
    }
    const where = NAMED_EXPR_REFUSALS[block.type];
    if (where !== undefined) {
      throw new CompileError(`assignment expression within a comprehension cannot be used in ${where}`, at);
    }
  }
}

const NAMED_EXPR_REFUSALS: Readonly<Record<string, string>> = {
  class: 'a class body',
  typeParameters: 'the definition of a generic',
  typeAlias: 'a type alias',
  typeVariable: 'a TypeVar bound',
};

/** Yields, awaits and assignments may not stand in scopes that are evaluated lazily. */
export function refuseInAnnotation(st: SymtableBuilder, what: string, at: Span): void {
  switch (st.current.type) {
    case 'annotation':
      throw new CompileError(`${what} cannot be used within an annotation`, at);
    case 'typeVariable':
      throw new CompileError(`${what} cannot be used within ${st.current.scopeInfo}`, at);
    case 'typeAlias':
      throw new CompileError(`${what} cannot be used within a type alias`, at);
    case 'typeParameters':
      throw new CompileError(`${what} cannot be used within the definition of a generic`, at);
    default:
  }
}

/** `global name` or `nonlocal name`. */
export function visitDirective(st: SymtableBuilder, s: Global, name: string): void {
  const word = s.kind === 'Global' ? 'global' : 'nonlocal';
  const flags = st.lookup(name);
  if ((flags & (DEF_PARAM | DEF_LOCAL | USE | DEF_ANNOT)) !== 0) {
    throw new CompileError(directiveConflict(flags, name, word), s.at);
  }
  st.add(name, s.kind === 'Global' ? DEF_GLOBAL : DEF_NONLOCAL, s.at);
  st.recordDirective(name, s.at);
}

function directiveConflict(flags: number, name: string, word: string): string {
  if ((flags & DEF_PARAM) !== 0) {
    return `name '${name}' is parameter and ${word}`;
  }
  if ((flags & USE) !== 0) {
    return `name '${name}' is used prior to ${word} declaration`;
  }
  if ((flags & DEF_ANNOT) !== 0) {
    return `annotated name '${name}' can't be ${word}`;
  }
  return `name '${name}' is assigned to before ${word} declaration`;
}
