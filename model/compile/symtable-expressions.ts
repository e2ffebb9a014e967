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
import { CompileError, UnsupportedSyntax } from './errors.ts';
import { type Block, DEF_LOCAL, DEF_PARAM, isFunctionLike, USE } from './symtable.ts';
import type { SymtableBuilder } from './symtable-build.ts';
import { extendNamedExprScope, refuseInAnnotation } from './symtable-scopes.ts';

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
      visitNamedExpr(st, e);
      return;
    case 'BoolOp':
      visitExpressions(st, e.values);
      return;
    case 'BinOp':
      visitExpressions(st, [e.left, e.right]);
      return;
    case 'UnaryOp':
      visitExpression(st, e.operand);
      return;
    case 'Lambda':
      if (!st.dialect.closuresInClassAnnotationScopes && st.current.canSeeClassScope) {
        throw new CompileError('Cannot use lambda in annotation scope within class scope', e.at);
      }
      visitExpressions(st, e.args.defaults);
      visitExpressions(st, e.args.kwDefaults);
      st.enter(st.blocks, e, 'function', 'lambda', e.at);
      visitArguments(st, e.args);
      visitExpression(st, e.body);
      st.exit();
      return;
    case 'IfExp':
      visitExpressions(st, [e.test, e.body, e.orelse]);
      return;
    case 'Dict':
      visitExpressions(st, e.keys);
      visitExpressions(st, e.values);
      return;
    case 'Set':
    case 'List':
    case 'Tuple':
      visitExpressions(st, e.elts);
      return;
    case 'GeneratorExp':
    case 'ListComp':
    case 'SetComp':
      visitComprehension(st, e, e.elt, null);
      return;
    case 'DictComp':
      visitComprehension(st, e, e.key, e.value);
      return;
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
      visitAwait(st, e.value, e.at);
      return;
    case 'Compare':
      visitExpressions(st, [e.left, ...e.comparators]);
      return;
    case 'Call':
      visitExpression(st, e.func);
      visitExpressions(st, e.args);
      visitKeywords(st, e.keywords);
      return;
    case 'FormattedValue':
    case 'Interpolation':
      visitExpressions(st, [e.value, e.formatSpec]);
      return;
    case 'TemplateStr':
      if (!st.dialect.templateStrings) {
        throw new UnsupportedSyntax('template string', e.at);
      }
      visitExpressions(st, e.values);
      return;
    case 'JoinedStr':
      visitExpressions(st, e.values);
      return;
    case 'Constant':
      return;
    case 'Attribute':
      st.checkName(e.attr, e.at, e.ctx);
      visitExpression(st, e.value);
      return;
    case 'Subscript':
      visitExpressions(st, [e.value, e.slice]);
      return;
    case 'Starred':
      visitExpression(st, e.value);
      return;
    case 'Slice':
      visitExpressions(st, [e.lower, e.upper, e.step]);
      return;
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
  if (st.dialect.refusesAsyncEarly) {
    if (!isFunctionLike(st.current)) {
      throw new CompileError("'await' outside function", at);
    }
    if (!isAsyncFunction(st.current) && st.current.comprehension === null) {
      throw new CompileError("'await' outside async function", at);
    }
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

function visitComprehension(
  st: SymtableBuilder,
  e: Comprehension | DictComp,
  elt: Expression,
  value: Expression | null,
): void {
  if (!st.dialect.closuresInClassAnnotationScopes && st.current.canSeeClassScope) {
    throw new CompileError('Cannot use comprehension in annotation scope within class scope', e.at);
  }
  const unpacks = elt.kind === 'Starred' || (e.kind === 'DictComp' && value === null);
  if (unpacks && !st.dialect.comprehensionUnpacking) {
    throw new UnsupportedSyntax('unpacking in a comprehension', e.at);
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
    if (st.dialect.refusesAsyncEarly && !isAsyncFunction(st.current) && st.current.comprehension === null) {
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
