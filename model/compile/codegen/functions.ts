/**
 * Functions, lambdas and their decorators and defaults.
 * @module
 */
import type { Arguments, Expression, FunctionDef, Lambda } from '../../program/syntax.ts';
import { docstringOf } from '../future.ts';
import type { Location } from '../sequence.ts';
import { cleanDoc } from '../text.ts';
import { visitFunctionAnnotations } from './annotations.ts';
import { DEFAULTS, KWDEFAULTS, makeClosure } from './closures.ts';
import type { Compiler } from './compiler.ts';
import { INTRINSIC_SET_FUNCTION_TYPE_PARAMS, visitTypeParams } from './type-params.ts';
import { type ArgumentCounts, lineStart } from './unit.ts';

const INTRINSIC_STOPITERATION_ERROR = 3;

/** The docstring as it is stored. */
export function storedDoc(c: Compiler, doc: string): string {
  return c.dialect.cleansDocstrings ? cleanDoc(doc) : doc;
}

/** Calls the decorators on the stack, innermost first. */
export function applyDecorators(c: Compiler, decorators: readonly Expression[]): void {
  for (const d of decorators.toReversed()) {
    c.opArg(d.at, 'CALL', 0);
  }
}

/** Line of the `def` or `class`, or of the first decorator. */
export function firstLine(s: {
  readonly at: { readonly line: number };
  readonly decorators: readonly Expression[];
}): number {
  return s.decorators[0]?.at.line ?? s.at.line;
}

export function visitFunction(c: Compiler, s: FunctionDef): void {
  c.exprs(s.decorators);
  if (s.typeParams.length > 0 && c.dialect.nullBeforeCallable) {
    c.op(s.at, 'PUSH_NULL');
  }
  const defaults = pushDefaults(c, s.at, s.args);
  if (s.typeParams.length === 0) {
    visitFunctionBody(c, s, defaults | visitFunctionAnnotations(c, s));
  } else {
    visitGenericFunction(c, s, defaults);
  }
  applyDecorators(c, s.decorators);
  c.nameOp(s.at, s.name, 'Store');
}

/** A generic function is made in the scope of its type parameters, which gets the defaults as arguments. */
function visitGenericFunction(c: Compiler, s: FunctionDef, defaults: number): void {
  const passed = ((defaults & DEFAULTS) !== 0 ? 1 : 0) + ((defaults & KWDEFAULTS) !== 0 ? 1 : 0);
  if (passed === 2) {
    c.opArg(s.at, 'SWAP', 2);
  }
  const name = `<generic parameters of ${s.name}>`;
  const counts = { argcount: c.dialect.typeParamArgumentsLate ? 0 : passed };
  c.enterScope('annotations', c.symtable.typeParams.get(s)!, name, firstLine(s), { counts });
  visitTypeParams(c, s.typeParams);
  for (let i = 0; i < passed; i++) {
    c.opArg(s.at, 'LOAD_FAST', i);
  }
  visitFunctionBody(c, s, defaults | visitFunctionAnnotations(c, s));
  c.opArg(s.at, 'SWAP', 2);
  c.opArg(s.at, 'CALL_INTRINSIC_2', INTRINSIC_SET_FUNCTION_TYPE_PARAMS);
  c.u.argcount = passed;
  makeClosure(c, s.at, c.exitScope(false), 0);
  if (passed > 0) {
    c.opArg(s.at, 'SWAP', passed + 1);
    // With NULL below the callable all defaults are arguments; else the first one stands where NULL would.
    c.opArg(s.at, 'CALL', c.dialect.nullBeforeCallable ? passed : passed - 1);
  } else {
    if (!c.dialect.nullBeforeCallable) {
      c.op(s.at, 'PUSH_NULL');
    }
    c.opArg(s.at, 'CALL', 0);
  }
}

function visitFunctionBody(c: Compiler, s: FunctionDef, flags: number): void {
  const block = c.symtable.blocks.get(s)!;
  const scope = s.kind === 'AsyncFunctionDef' ? 'asyncFunction' : 'function';
  c.enterScope(scope, block, s.name, firstLine(s), { counts: countsOf(s.args) });
  const doc = docstringOf(s.body);
  if (doc !== null) {
    c.u.addConst(storedDoc(c, doc));
  } else if (c.dialect.docstringIsFirstConstant) {
    c.u.addConst(null);
  }
  const body = doc === null ? s.body : s.body.slice(1);
  const isWrapped = block.coroutine || block.generator;
  if (c.dialect.stopIterationBlock) {
    c.useLabel(c.newLabel());
  }
  if (c.dialect.labelsFunctionBody) {
    c.useLabel(c.newLabel());
  }
  if (isWrapped && c.dialect.stopIterationBlock) {
    c.pushFrameBlock({ type: 'stopIteration' }, null);
  }
  c.stmts(body);
  if (isWrapped) {
    wrapInStopIterationHandler(c);
    if (c.dialect.stopIterationBlock) {
      c.popFrameBlock();
    }
  }
  makeClosure(c, s.at, c.exitScope(true), flags);
}

/** In a generator StopIteration that escapes is an error (PEP 479). */
export function wrapInStopIterationHandler(c: Compiler): void {
  const handler = c.newLabel();
  const at = c.dialect.writesReturnGenerator
    ? c.u.sequence.instructions.findIndex((i) => i.op === 'RESUME' && i.arg === 0)
    : 0;
  c.u.insert(at, { op: 'SETUP_CLEANUP', arg: 0, target: handler, at: null });
  c.loadConst(null, null);
  c.op(null, 'RETURN_VALUE');
  c.useLabel(handler);
  c.opArg(null, 'CALL_INTRINSIC_1', INTRINSIC_STOPITERATION_ERROR);
  c.opArg(null, 'RERAISE', 1);
}

function countsOf(a: Arguments): ArgumentCounts {
  return { argcount: a.args.length, posonlyargcount: a.posonlyargs.length, kwonlyargcount: a.kwonlyargs.length };
}

/**
 * Pushes the tuple and the dict of defaults.
 * @returns the flags for `makeClosure`
 */
function pushDefaults(c: Compiler, at: Location, a: Arguments): number {
  let flags = 0;
  if (a.defaults.length > 0) {
    c.exprs(a.defaults);
    c.opArg(at, 'BUILD_TUPLE', a.defaults.length);
    flags |= DEFAULTS;
  }
  const names: string[] = [];
  a.kwonlyargs.forEach((arg, i) => {
    const value = a.kwDefaults[i] ?? null;
    if (value !== null) {
      const name = c.mangle(arg.arg);
      names.push(name);
      if (!c.dialect.constKeyMaps) {
        c.loadConst(at, name);
      }
      c.expr(value);
    }
  });
  if (names.length > 0) {
    if (c.dialect.constKeyMaps) {
      c.loadConst(at, { tuple: names });
      c.opArg(at, 'BUILD_CONST_KEY_MAP', names.length);
    } else {
      c.opArg(at, 'BUILD_MAP', names.length);
    }
    flags |= KWDEFAULTS;
  }
  return flags;
}

export function visitLambda(c: Compiler, e: Lambda): void {
  const flags = pushDefaults(c, e.at, e.args);
  const block = c.symtable.blocks.get(e)!;
  c.enterScope('lambda', block, '<lambda>', e.at.line, { counts: countsOf(e.args) });
  if (c.dialect.docstringIsFirstConstant) {
    c.u.addConst(null);
  }
  c.expr(e.body);
  if (!block.generator) {
    c.op(c.dialect.lambdaReturnsAtBody ? e.body.at : lineStart(e.at.line), 'RETURN_VALUE');
  }
  makeClosure(c, e.at, c.exitScope(!block.generator), flags);
}
