/**
 * The first pass of the symbol table over expressions, comprehensions and parameters.
 * @module
 */
import type {
  Arguments,
  Comprehension,
  ComprehensionFor,
  DictComp,
  Expression,
  Keyword,
  NamedExpr,
  Span,
} from '../program/syntax.ts';
import { CompileError } from './errors.ts';
import {
  type Block,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  isFunctionLike,
  USE,
} from './symtable.ts';
import type { SymtableBuilder } from './symtable-build.ts';

export function visitExpressions(st: SymtableBuilder, es: readonly (Expression | null)[]): void {
  for (const e of es) {
    if (e !== null) {
      visitExpression(st, e);
    }
  }
}

export function visitExpression(st: SymtableBuilder, e: Expression): void {
  switch (e.kind) {
    case 'NamedExpr':
      refuseInAnnotation(st, 'named expression', e.at);
      return visitNamedExpr(st, e);
    case 'BoolOp':
      return visitExpressions(st, e.values);
    case 'BinOp':
      return visitExpressions(st, [e.left, e.right]);
    case 'UnaryOp':
      return visitExpression(st, e.operand);
    case 'Lambda':
      if (!st.dialect.closuresInClassAnnotationScopes && st.current.canSeeClassScope) {
        throw new CompileError('Cannot use lambda in annotation scope within class scope', e.at);
      }
      visitExpressions(st, e.args.defaults);
      visitExpressions(st, e.args.kwDefaults);
      st.enter(st.blocks, e, 'function', 'lambda', e.at);
      visitArguments(st, e.args);
      visitExpression(st, e.body);
      return st.exit();
    case 'IfExp':
      return visitExpressions(st, [e.test, e.body, e.orelse]);
    case 'Dict':
      visitExpressions(st, e.keys);
      return visitExpressions(st, e.values);
    case 'Set':
    case 'List':
    case 'Tuple':
      return visitExpressions(st, e.elts);
    case 'GeneratorExp':
    case 'ListComp':
    case 'SetComp':
      return visitComprehension(st, e, e.elt, null);
    case 'DictComp':
      return visitComprehension(st, e, e.key, e.value);
    case 'Yield':
    case 'YieldFrom':
      refuseInAnnotation(st, 'yield expression', e.at);
      if (e.value !== null) {
        visitExpression(st, e.value);
      }
      st.current.generator = true;
      if (st.current.comprehension !== null) {
        throw new CompileError(`'yield' inside ${comprehensionName(st.current)}`, e.at);
      }
      return;
    case 'Await':
      return visitAwait(st, e.value, e.at);
    case 'Compare':
      return visitExpressions(st, [e.left, ...e.comparators]);
    case 'Call':
      visitExpression(st, e.func);
      visitExpressions(st, e.args);
      return visitKeywords(st, e.keywords);
    case 'FormattedValue':
    case 'Interpolation':
      return visitExpressions(st, [e.value, e.formatSpec]);
    case 'JoinedStr':
    case 'TemplateStr':
      return visitExpressions(st, e.values);
    case 'Constant':
      return;
    case 'Attribute':
      st.checkName(e.attr, e.at, e.ctx);
      return visitExpression(st, e.value);
    case 'Subscript':
      return visitExpressions(st, [e.value, e.slice]);
    case 'Starred':
      return visitExpression(st, e.value);
    case 'Slice':
      return visitExpressions(st, [e.lower, e.upper, e.step]);
    case 'Name':
      if (!st.current.inUnevaluatedAnnotation) {
        st.add(e.id, e.ctx === 'Load' ? USE : DEF_LOCAL, e.at, e.ctx);
        // `super` counts as a use of `__class__`.
        if (e.ctx === 'Load' && e.id === 'super' && isFunctionLike(st.current)) {
          st.add('__class__', USE, e.at);
        }
      }
  }
}

export function visitKeywords(st: SymtableBuilder, keywords: readonly Keyword[]): void {
  for (const k of keywords) {
    if (k.arg !== null) {
      st.checkName(k.arg, k.at, 'Store');
    }
  }
  visitExpressions(
    st,
    keywords.map((k) => k.value),
  );
}

export function visitArguments(st: SymtableBuilder, a: Arguments): void {
  for (const arg of [...a.posonlyargs, ...a.args, ...a.kwonlyargs]) {
    st.add(arg.arg, DEF_PARAM, arg.at);
  }
  if (a.vararg !== null) {
    st.add(a.vararg.arg, DEF_PARAM, a.vararg.at);
    st.current.varargs = true;
  }
  if (a.kwarg !== null) {
    st.add(a.kwarg.arg, DEF_PARAM, a.kwarg.at);
    st.current.varkeywords = true;
  }
}

function visitAwait(st: SymtableBuilder, value: Expression, at: Span): void {
  refuseInAnnotation(st, 'await expression', at);
  if (!isFunctionLike(st.current)) {
    throw new CompileError("'await' outside function", at);
  }
  if (!isAsyncFunction(st.current) && st.current.comprehension === null) {
    throw new CompileError("'await' outside async function", at);
  }
  visitExpression(st, value);
  st.current.coroutine = true;
}

/** `IS_ASYNC_DEF`: the block is the body of an `async def`. */
function isAsyncFunction(block: Block): boolean {
  return block.coroutine && block.type === 'function';
}

function visitNamedExpr(st: SymtableBuilder, e: NamedExpr): void {
  if (st.current.compIterExpr > 0) {
    throw new CompileError('assignment expression cannot be used in a comprehension iterable expression', e.at);
  }
  if (st.current.comprehension !== null) {
    extendNamedExprScope(st, e.target.id, e.target.at);
  }
  visitExpression(st, e.value);
  visitExpression(st, e.target);
}

/** A walrus in a comprehension binds in the nearest block that is no comprehension. */
function extendNamedExprScope(st: SymtableBuilder, target: string, at: Span): void {
  for (const block of st.stack.toReversed()) {
    if (block.comprehension !== null) {
      const flags = st.lookup(target, block);
      if ((flags & DEF_COMP_ITER) !== 0 && (flags & DEF_LOCAL) !== 0) {
        throw new CompileError(`assignment expression cannot rebind comprehension iteration variable '${target}'`, at);
      }
      continue;
    }
    if (block.type === 'function') {
      st.add(target, (st.lookup(target, block) & DEF_GLOBAL) !== 0 ? DEF_GLOBAL : DEF_NONLOCAL, at);
      st.recordDirective(target, at);
      return st.addTo(block, target, DEF_LOCAL, at);
    }
    if (block.type === 'module') {
      st.add(target, DEF_GLOBAL, at);
      st.recordDirective(target, at);
      return st.addTo(block, target, DEF_GLOBAL, at);
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

function visitComprehension(
  st: SymtableBuilder,
  e: Comprehension | DictComp,
  elt: Expression,
  value: Expression | null,
): void {
  if (!st.dialect.closuresInClassAnnotationScopes && st.current.canSeeClassScope) {
    throw new CompileError('Cannot use comprehension in annotation scope within class scope', e.at);
  }
  const isGenerator = e.kind === 'GeneratorExp';
  const outermost = e.generators[0]!;
  // The outermost iterable is evaluated in the enclosing block.
  st.current.compIterExpr++;
  visitExpression(st, outermost.iter);
  st.current.compIterExpr--;
  const block = st.enter(st.blocks, e, 'function', comprehensionBlockName(e.kind), e.at);
  block.comprehension = e.kind;
  block.coroutine = outermost.isAsync;
  st.add('.0', DEF_PARAM, e.at);
  visitTarget(st, outermost.target);
  visitExpressions(st, outermost.ifs);
  for (const generator of e.generators.slice(1)) {
    visitGenerator(st, generator);
  }
  visitExpressions(st, [value, elt]);
  block.generator = isGenerator;
  const isAsync = block.coroutine && !isGenerator;
  st.exit();
  if (isAsync) {
    if (!isAsyncFunction(st.current) && st.current.comprehension === null) {
      throw new CompileError('asynchronous comprehension outside of an asynchronous function', e.at);
    }
    st.current.coroutine = true;
  }
}

function visitTarget(st: SymtableBuilder, target: Expression): void {
  st.current.compIterTarget = true;
  visitExpression(st, target);
  st.current.compIterTarget = false;
}

function visitGenerator(st: SymtableBuilder, generator: ComprehensionFor): void {
  visitTarget(st, generator.target);
  st.current.compIterExpr++;
  visitExpression(st, generator.iter);
  st.current.compIterExpr--;
  visitExpressions(st, generator.ifs);
  if (generator.isAsync) {
    st.current.coroutine = true;
  }
}

function comprehensionBlockName(kind: (Comprehension | DictComp)['kind']): string {
  return { ListComp: 'listcomp', SetComp: 'setcomp', DictComp: 'dictcomp', GeneratorExp: 'genexpr' }[kind];
}

function comprehensionName(block: Block): string {
  return {
    ListComp: 'list comprehension',
    SetComp: 'set comprehension',
    DictComp: 'dict comprehension',
    GeneratorExp: 'generator expression',
  }[block.comprehension!];
}

function refuseInAnnotation(st: SymtableBuilder, what: string, at: Span): void {
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
