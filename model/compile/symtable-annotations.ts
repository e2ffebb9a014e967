/**
 * The first pass of the symbol table over what has scopes of its own since PEP 649 and PEP 695: annotations and
 * type parameters.
 * @module
 */
import type { Arg, ClassDef, Expression, FunctionDef, TypeAlias, TypeParam } from '../program/syntax.ts';
import { CompileError, UnsupportedSyntax } from './errors.ts';
import { type Block, DEF_LOCAL, DEF_PARAM, DEF_TYPE_PARAM, USE } from './symtable.ts';
import type { SymtableBuilder } from './symtable-build.ts';
import { visitExpression } from './symtable-expressions.ts';

/** Enters the block of the type parameters of `s` and visits them (`symtable_enter_type_param_block`). */
export function enterTypeParams(st: SymtableBuilder, s: FunctionDef | ClassDef | TypeAlias, name: string): void {
  const outer = st.current.type;
  const block = st.enter(st.typeParams, s, 'typeParameters', name, s.at);
  if (outer === 'class') {
    block.canSeeClassScope = true;
    st.add('__classdict__', USE, s.at);
  }
  if (s.kind === 'ClassDef') {
    st.add('.type_params', DEF_LOCAL, s.at);
    st.add('.type_params', USE, s.at);
    if (!st.dialect.manglesTypeParamsOnly) {
      st.privateName = name;
    }
    st.add('.generic_base', DEF_LOCAL, s.at);
    st.add('.generic_base', USE, s.at);
    if (st.dialect.manglesTypeParamsOnly) {
      st.privateName = name;
      block.mangledNames = new Set();
    }
  } else if (s.kind !== 'TypeAlias') {
    // CPython asks whether there is a list of defaults, and there always is.
    st.add('.defaults', DEF_PARAM, s.at);
    if (s.args.kwDefaults.some((d) => d !== null)) {
      st.add('.kwdefaults', DEF_PARAM, s.at);
    }
  }
  for (const p of s.typeParams) {
    visitTypeParam(st, p);
  }
}

function visitTypeParam(st: SymtableBuilder, p: TypeParam): void {
  st.add(p.name, DEF_TYPE_PARAM | DEF_LOCAL, p.at);
  if (p.name === '__classdict__' && st.dialect.reservesClassDict) {
    throw new CompileError(`reserved name '${p.name}' cannot be used for type parameter`, p.at);
  }
  const info = p.bound?.kind === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound';
  visitBoundOrDefault(st, st.bounds, p, p.bound, st.dialect.typeParamDefaults ? info : 'a TypeVar bound');
  if (p.defaultValue !== null && !st.dialect.typeParamDefaults) {
    throw new UnsupportedSyntax('default of a type parameter', p.at);
  }
  visitBoundOrDefault(st, st.defaults, p, p.defaultValue, `a ${p.kind} default`);
}

function visitBoundOrDefault(
  st: SymtableBuilder,
  blocks: Map<TypeParam, Block>,
  p: TypeParam,
  e: Expression | null,
  info: string,
): void {
  if (e === null) {
    return;
  }
  const isInClass = st.current.canSeeClassScope;
  const block = st.enter(blocks, p, 'typeVariable', p.name, e.at);
  block.scopeInfo = info;
  block.canSeeClassScope = isInClass;
  if (isInClass) {
    st.add('__classdict__', USE, e.at);
  }
  visitExpression(st, e);
  st.exit();
}

/** The annotation of a variable. */
export function visitAnnotation(st: SymtableBuilder, annotation: Expression): void {
  if (!st.dialect.lazyAnnotations) {
    visitEagerly(st, [annotation]);
    return;
  }
  const parent = st.current;
  // The annotation of a local variable is never evaluated and must not touch the table.
  const isUnevaluated = parent.type === 'function';
  noteConditional(st, parent, annotation);
  if (parent.annotationBlock === null) {
    const block = st.newBlock('annotation', '__annotate__', annotation.at);
    st.enterExisting(block, true);
    st.add('.format', DEF_PARAM, annotation.at);
    st.add('.format', USE, annotation.at);
    parent.annotationBlock = block;
    if (parent.type === 'class' && !st.future.annotations) {
      block.canSeeClassScope = true;
      st.add('__classdict__', USE, annotation.at);
    }
  } else {
    st.enterExisting(parent.annotationBlock, false);
  }
  st.current.inUnevaluatedAnnotation = isUnevaluated;
  visitExpression(st, annotation);
  st.current.inUnevaluatedAnnotation = false;
  st.exit();
}

/** Module annotations count as conditional always, for a module may be half executed. */
function noteConditional(st: SymtableBuilder, block: Block, annotation: Expression): void {
  const isConditional = block.type === 'module' || (block.type === 'class' && block.inConditionalBlock);
  if (isConditional && !block.hasConditionalAnnotations) {
    block.hasConditionalAnnotations = true;
    st.add('__conditional_annotations__', USE, annotation.at);
  }
}

/** 3.12 and 3.13: annotations are evaluated in place, or are strings under the future import. */
function visitEagerly(st: SymtableBuilder, annotations: readonly Expression[]): void {
  for (const annotation of annotations) {
    if (st.future.annotations) {
      st.enterExisting(st.newBlock('annotation', '_annotation', annotation.at), true);
    }
    visitExpression(st, annotation);
    if (st.future.annotations) {
      st.exit();
    }
  }
}

/** The annotations of parameters and of the return value. */
export function visitFunctionAnnotations(st: SymtableBuilder, s: FunctionDef): void {
  const a = s.args;
  const inOrder = [...a.posonlyargs, ...a.args, a.vararg, a.kwarg, ...a.kwonlyargs]
    .filter((arg): arg is Arg => arg !== null)
    .map((arg) => arg.annotation)
    .concat(s.returns)
    .filter((e): e is Expression => e !== null);
  if (!st.dialect.lazyAnnotations) {
    visitEagerly(st, inOrder);
    return;
  }
  const seesClass = st.current.canSeeClassScope || st.current.type === 'class';
  const block = st.enter(st.annotations, s, 'annotation', '__annotate__', s.at);
  if (seesClass) {
    block.canSeeClassScope = true;
    st.add('__classdict__', USE, s.at);
  }
  for (const e of inOrder) {
    block.annotationsUsed = true;
    visitExpression(st, e);
  }
  st.exit();
}
