/**
 * Making functions of code objects.
 * @module
 */
import { CO_FAST_FREE, type CodeObject } from '../../code/code-object.ts';
import type { Span } from '../../program/syntax.ts';
import { UnsupportedSyntax } from '../errors.ts';
import type { Compiler } from './compiler.ts';

/** Attributes that a function is made with; also MAKE_FUNCTION's and SET_FUNCTION_ATTRIBUTE's argument. */
export const DEFAULTS = 0x01;
export const KWDEFAULTS = 0x02;
export const ANNOTATIONS = 0x04;
const CLOSURE = 0x08;
/** 3.14+ */
export const ANNOTATE = 0x10;

/** Makes a function; the attributes of `flags` are on the stack (`codegen_make_closure`). */
export function makeClosure(c: Compiler, at: Span, code: CodeObject, flags: number): void {
  const free = code.localsplusnames.filter((_, i) => (code.localspluskinds[i]! & CO_FAST_FREE) !== 0);
  let attributes = flags;
  if (free.length > 0) {
    for (const name of free) {
      c.opArg(at, 'LOAD_CLOSURE', closureIndex(c, at, name));
    }
    c.opArg(at, 'BUILD_TUPLE', free.length);
    attributes |= CLOSURE;
  }
  c.loadConst(at, code);
  if (!c.dialect.setFunctionAttribute) {
    c.opArg(at, 'MAKE_FUNCTION', attributes);
    return;
  }
  c.op(at, 'MAKE_FUNCTION');
  for (const attribute of [CLOSURE, ANNOTATIONS, ANNOTATE, KWDEFAULTS, DEFAULTS]) {
    if ((attributes & attribute) !== 0) {
      c.opArg(at, 'SET_FUNCTION_ATTRIBUTE', attribute);
    }
  }
}

const IMPLICIT_CELLS: ReadonlySet<string> = new Set(['__class__', '__classdict__', '__conditional_annotations__']);

/** A name can be local and free in a class: the closure wants the free one. */
function closureIndex(c: Compiler, at: Span, name: string): number {
  const isCell = (c.u.scopeType === 'class' && IMPLICIT_CELLS.has(name)) || c.block.scopeOf(name) === 'cell';
  const index = (isCell ? c.u.cellvars : c.u.freevars).get(name);
  if (index === undefined) {
    // CPython loses the cell of a class on the way through an inlined comprehension, and raises SystemError.
    throw new UnsupportedSyntax(`${name} in a function in a comprehension in a class`, at);
  }
  return index;
}
