/**
 * What a code object says of itself: qualified name and flags.
 * @module
 */
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_GENERATOR,
  CO_NESTED,
  CO_NEWLOCALS,
  CO_OPTIMIZED,
  CO_VARARGS,
  CO_VARKEYWORDS,
} from '../../code/code-object.ts';
import type { Dialect } from '../dialect.ts';
import { type Block, isFunctionLike, mangle } from '../symtable.ts';
import type { Unit } from './unit.ts';

const CO_HAS_DOCSTRING = 0x4000000;
const CO_METHOD = 0x8000000;

/** `co_flags` of a unit, without those of the future (`compute_code_flags`). */
export function codeFlags(block: Block, dialect: Dialect): number {
  let flags = 0;
  if (isFunctionLike(block)) {
    flags |= CO_NEWLOCALS | CO_OPTIMIZED;
    flags |= block.nested ? CO_NESTED : 0;
    if (block.generator) {
      flags |= block.coroutine ? CO_ASYNC_GENERATOR : CO_GENERATOR;
    }
    flags |= block.varargs ? CO_VARARGS : 0;
    flags |= block.varkeywords ? CO_VARKEYWORDS : 0;
    if (dialect.docstringAndMethodFlags) {
      flags |= block.hasDocstring ? CO_HAS_DOCSTRING : 0;
      flags |= block.method ? CO_METHOD : 0;
    }
  }
  if (block.coroutine && !block.generator) {
    flags |= CO_COROUTINE;
  }
  return flags;
}

/**
 * `co_qualname` of a unit in the units `around` it, outermost first (`compiler_set_qualname`).
 * @param annotates - the function whose annotations the unit evaluates, if that counts
 */
export function qualnameOf(unit: Unit, around: readonly Unit[], annotates: string | null): string {
  const own = annotates === null ? unit.name : `${annotates}.${unit.name}`;
  if (around.length <= 1) {
    return own;
  }
  let parent = around[around.length - 1]!;
  if (parent.scopeType === 'annotations') {
    if (around.length === 2) {
      return unit.name;
    }
    parent = around[around.length - 2]!;
  }
  if (unit.scopeType === 'function' || unit.scopeType === 'asyncFunction' || unit.scopeType === 'class') {
    if (parent.block.scopeOf(mangle(parent.privateName, unit.name)) === 'globalExplicit') {
      return unit.name;
    }
  }
  const isLocal =
    parent.scopeType === 'function' || parent.scopeType === 'asyncFunction' || parent.scopeType === 'lambda';
  return `${parent.qualname}${isLocal ? '.<locals>' : ''}.${own}`;
}
