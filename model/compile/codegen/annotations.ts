/**
 * Annotations: evaluated in place, as strings under the future import, or by `__annotate__` (PEP 649).
 * @module
 */
import type { CodeObject } from '../../code/code-object.ts';
import type { Arg, Expression, FunctionDef, Span } from '../../program/syntax.ts';
import type { Location } from '../sequence.ts';
import type { Block } from '../symtable.ts';
import { unparse } from '../unparse.ts';
import { ANNOTATE, ANNOTATIONS, makeClosure } from './closures.ts';
import type { Compiler } from './compiler.ts';
import { addCompare } from './conditions.ts';
import { indexOf } from './unit.ts';

const VALUE_WITH_FAKE_GLOBALS = 2;
/** LOAD_COMMON_CONSTANT's argument. */
const CONSTANT_NOTIMPLEMENTEDERROR = 1;

/** The source of the annotation, as `from __future__ import annotations` keeps it. */
export function loadAnnotationString(c: Compiler, annotation: Expression): void {
  c.loadConst(annotation.at, unparse(annotation));
}

/** Opens the unit of a lazily evaluated scope: it refuses formats that it does not know. */
export function enterLazyScope(c: Compiler, at: Span, block: Block, name: string, annotates?: string): void {
  const options = c.dialect.annotateNamesFunction && annotates !== undefined ? { annotates } : {};
  c.enterScope('annotations', block, name, at.line, { counts: { posonlyargcount: 1 }, ...options });
  c.opArg(at, 'LOAD_FAST', 0);
  c.loadConst(at, VALUE_WITH_FAKE_GLOBALS);
  addCompare(c, at, 'Gt');
  const body = c.newLabel();
  c.jump(at, 'POP_JUMP_IF_FALSE', body);
  c.opArg(at, 'LOAD_COMMON_CONSTANT', CONSTANT_NOTIMPLEMENTEDERROR);
  c.opArg(at, 'RAISE_VARARGS', 1);
  c.useLabel(body);
}

/** Closes the unit of an `__annotate__` function; its parameter is shown as `format`. */
function leaveAnnotate(c: Compiler, at: Location): CodeObject {
  c.op(at, 'RETURN_VALUE');
  const code = c.exitScope(true);
  return { ...code, localsplusnames: ['format', ...code.localsplusnames.slice(1)] };
}

/**
 * Pushes what a function's annotations are made of.
 * @returns the flags for `makeClosure`
 */
export function visitFunctionAnnotations(c: Compiler, s: FunctionDef): number {
  if (!c.dialect.lazyAnnotations) {
    const n = pushAnnotations(c, s);
    if (n === 0) {
      return 0;
    }
    c.opArg(s.at, 'BUILD_TUPLE', n * 2);
    return ANNOTATIONS;
  }
  const block = c.symtable.annotations.get(s)!;
  if (!block.annotationsUsed) {
    return 0;
  }
  enterLazyScope(c, s.at, block, block.name, s.name);
  c.opArg(s.at, 'BUILD_MAP', pushAnnotations(c, s));
  makeClosure(c, s.at, leaveAnnotate(c, s.at), 0);
  return ANNOTATE;
}

/** @returns how many pairs of name and annotation were pushed */
function pushAnnotations(c: Compiler, s: FunctionDef): number {
  const a = s.args;
  let n = 0;
  const push = (name: string, annotation: Expression | null): void => {
    if (annotation !== null) {
      pushAnnotation(c, s.at, name, annotation);
      n++;
    }
  };
  const positional = c.dialect.annotatesPosonlyFirst ? [...a.posonlyargs, ...a.args] : [...a.args, ...a.posonlyargs];
  const args = [...positional, a.vararg, ...a.kwonlyargs, a.kwarg];
  for (const arg of args.filter((x): x is Arg => x !== null)) {
    push(arg.arg, arg.annotation);
  }
  push('return', s.returns);
  return n;
}

function pushAnnotation(c: Compiler, at: Location, name: string, annotation: Expression): void {
  c.loadConst(at, c.mangle(name));
  if (c.future.annotations) {
    loadAnnotationString(c, annotation);
  } else if (annotation.kind === 'Starred') {
    // `*args: *Ts` is the one item of [*Ts].
    c.expr(annotation.value);
    c.opArg(at, 'UNPACK_SEQUENCE', 1);
  } else {
    c.expr(annotation);
  }
}

/** Defines `__annotate__` of a module or class from the annotations noted in its body. */
export function visitDeferredAnnotations(c: Compiler, at: Span): void {
  if (c.u.deferred.length === 0) {
    return;
  }
  if (c.u.scopeType === 'module') {
    c.inAnnotationSetup(() => {
      defineAnnotate(c, at);
    });
  } else {
    defineAnnotate(c, at);
  }
}

function defineAnnotate(c: Compiler, at: Span): void {
  const { deferred, scopeType } = c.u;
  const owner = c.block;
  const block = owner.annotationBlock!;
  enterLazyScope(c, at, block, block.name);
  c.opArg(at, 'BUILD_MAP', 0);
  for (const { statement, index } of deferred) {
    const here = statement.at;
    const notSet = c.newLabel();
    if (index !== -1) {
      c.loadConst(here, index);
      if (scopeType === 'class') {
        c.opArg(here, 'LOAD_DEREF', indexOf(c.u.freevars, '__conditional_annotations__'));
      } else {
        c.opName(here, 'LOAD_GLOBAL', '__conditional_annotations__', c.dialect.conditionalGlobalShift);
      }
      c.opArg(here, 'CONTAINS_OP', 0);
      c.jump(here, 'POP_JUMP_IF_FALSE', notSet);
    }
    c.expr(statement.annotation);
    c.opArg(here, 'COPY', 2);
    c.loadConst(here, c.mangle(statement.target.kind === 'Name' ? statement.target.id : ''));
    c.op(at, 'STORE_SUBSCR');
    c.useLabel(notSet);
  }
  makeClosure(c, at, leaveAnnotate(c, at), 0);
  c.nameOp(at, owner.type === 'class' ? '__annotate_func__' : '__annotate__', 'Store');
}
