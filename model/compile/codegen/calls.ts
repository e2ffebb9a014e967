/**
 * Calls: the plain sequence, methods, `super()` and the arguments with `*` and `**`.
 * @module
 */
import type { Attribute, Call, Expression, Keyword } from '../../program/syntax.ts';
import type { Location } from '../sequence.ts';
import { DEF_IMPORT } from '../symtable.ts';
import { codePointLength } from '../text.ts';
import { visitConsumedGenerator } from './call-consumers.ts';
import type { Compiler } from './compiler.ts';
import { STACK_USE_GUIDELINE, starUnpack } from './displays.ts';

export function visitCall(c: Compiler, e: Call): void {
  if (isMethodCall(c, e)) {
    validateKeywords(c, e.keywords);
    visitMethodCall(c, e, e.func);
    return;
  }
  if (c.dialect.nullBeforeCallable) {
    c.op(c.dialect.nullAtCallable ? e.func.at : e.at, 'PUSH_NULL');
  }
  // In 3.12 every label starts a block, jumped to or not.
  const skip = c.dialect.consumers.length > 0 ? c.newLabel() : null;
  c.expr(e.func);
  if (skip !== null) {
    visitConsumedGenerator(c, e, skip);
  }
  if (!c.dialect.nullBeforeCallable) {
    c.op(e.func.at, 'PUSH_NULL');
  }
  callWithArguments(c, e.at, 0, e.args, e.keywords);
  if (skip !== null) {
    c.useLabel(skip);
  }
}

function validateKeywords(c: Compiler, keywords: readonly Keyword[]): void {
  keywords.forEach((k, i) => {
    const again = keywords.slice(i + 1).find((other) => other.arg !== null && other.arg === k.arg);
    if (again !== undefined) {
      throw c.error(`keyword argument repeated: ${k.arg}`, again.at);
    }
  });
}

/** Names the keyword arguments whose values are on the stack, and calls with `n` arguments in all. */
function callNamed(c: Compiler, namesAt: Location, at: Location, keywords: readonly Keyword[], n: number): void {
  const names = { tuple: keywords.map((k) => k.arg) };
  if (c.dialect.callKw) {
    c.loadConst(namesAt, names);
    c.opArg(at, 'CALL_KW', n);
  } else {
    c.opArg(namesAt, 'KW_NAMES', c.u.addConst(names));
    c.opArg(at, 'CALL', n);
  }
}

/**
 * Evaluates arguments and calls; `pushed` arguments are on the stack already, `injected` is a name passed after the
 * positional ones (`codegen_call_helper_impl`).
 */
export function callWithArguments(
  c: Compiler,
  at: Location,
  pushed: number,
  args: readonly Expression[],
  keywords: readonly Keyword[],
  injected?: string,
): void {
  validateKeywords(c, keywords);
  const isPlain =
    args.length + keywords.length * 2 <= STACK_USE_GUIDELINE &&
    !args.some((a) => a.kind === 'Starred') &&
    !keywords.some((k) => k.arg === null);
  if (!isPlain) {
    callEx(c, at, pushed, args, keywords, injected);
    return;
  }
  c.exprs(args);
  let n = pushed + args.length;
  if (injected !== undefined) {
    c.nameOp(at, injected, 'Load');
    n++;
  }
  c.exprs(keywords.map((k) => k.value));
  if (keywords.length > 0) {
    callNamed(c, at, at, keywords, n + keywords.length);
  } else {
    c.opArg(at, 'CALL', n);
  }
}

function callEx(
  c: Compiler,
  at: Location,
  pushed: number,
  args: readonly Expression[],
  keywords: readonly Keyword[],
  injected: string | undefined,
): void {
  const only = args[0];
  if (pushed === 0 && args.length === 1 && only?.kind === 'Starred') {
    c.expr(only.value);
  } else {
    starUnpack(c, at, args, { kind: 'Tuple', pushed, ...(injected === undefined ? {} : { injected }) });
  }
  if (keywords.length > 0) {
    buildKeywords(c, at, keywords);
  }
  if (!c.dialect.callExMapping) {
    c.opArg(at, 'CALL_FUNCTION_EX', keywords.length > 0 ? 1 : 0);
    return;
  }
  if (keywords.length === 0) {
    c.op(at, 'PUSH_NULL');
  }
  c.op(at, 'CALL_FUNCTION_EX');
}

function buildKeywords(c: Compiler, at: Location, keywords: readonly Keyword[]): void {
  let hasDict = false;
  let seen = 0;
  const pack = (end: number): void => {
    addKeywords(c, at, keywords.slice(end - seen, end));
    if (hasDict) {
      c.opArg(at, 'DICT_MERGE', 1);
    }
    hasDict = true;
    seen = 0;
  };
  keywords.forEach((k, i) => {
    if (k.arg !== null) {
      seen++;
      return;
    }
    if (seen > 0) {
      pack(i);
    }
    if (!hasDict) {
      c.opArg(at, 'BUILD_MAP', 0);
      hasDict = true;
    }
    c.expr(k.value);
    c.opArg(at, 'DICT_MERGE', 1);
  });
  if (seen > 0) {
    pack(keywords.length);
  }
}

function addKeywords(c: Compiler, at: Location, keywords: readonly Keyword[]): void {
  const n = keywords.length;
  const isBig = n * 2 > STACK_USE_GUIDELINE;
  if (c.dialect.constKeyMaps && n > 1 && !isBig) {
    c.exprs(keywords.map((k) => k.value));
    c.loadConst(at, { tuple: keywords.map((k) => k.arg) });
    c.opArg(at, 'BUILD_CONST_KEY_MAP', n);
    return;
  }
  if (isBig) {
    c.opArg(null, 'BUILD_MAP', 0);
  }
  for (const k of keywords) {
    c.loadConst(at, k.arg);
    c.expr(k.value);
    if (isBig) {
      c.opArg(null, 'MAP_ADD', 1);
    }
  }
  if (!isBig) {
    c.opArg(at, 'BUILD_MAP', n);
  }
}

// ---- methods

type MethodCall = Call & { readonly func: Attribute };

/** Whether a call takes the LOAD_ATTR form that need not make a bound method. */
function isMethodCall(c: Compiler, e: Call): e is MethodCall {
  const f = e.func;
  return (
    f.kind === 'Attribute' &&
    f.ctx === 'Load' &&
    !isImported(c, f.value) &&
    e.args.length + e.keywords.length + (e.keywords.length > 0 ? 1 : 0) < STACK_USE_GUIDELINE &&
    !e.args.some((a) => a.kind === 'Starred') &&
    !e.keywords.some((k) => k.arg === null)
  );
}

/** Only an import into the module's own namespace counts. */
function isImported(c: Compiler, e: Expression): boolean {
  return e.kind === 'Name' && (c.symtable.top.flagsOf(e.id) & DEF_IMPORT) !== 0;
}

function visitMethodCall(c: Compiler, e: Call, f: Attribute): void {
  let at: Location;
  if (isSuperCall(c, f)) {
    loadSuperArguments(c, f.value);
    c.opName(f.at, 'LOAD_SUPER_ATTR', f.attr, 2, f.value.args.length > 0 ? 3 : 1);
    at = atAttribute(f.at, f);
    c.op(at, 'NOP');
  } else {
    c.expr(f.value);
    at = atAttribute(f.at, f);
    c.loadMethod(at, f.attr);
  }
  c.exprs(e.args);
  c.exprs(e.keywords.map((k) => k.value));
  const callAt = atAttribute(e.at, f);
  if (e.keywords.length > 0) {
    callNamed(c, at, callAt, e.keywords, e.args.length + e.keywords.length);
  } else {
    c.opArg(callAt, 'CALL', e.args.length);
  }
}

/** The part of `at` from the attribute's name on, if the name stands on a later line. */
export function atAttribute(at: Location, attribute: Attribute): Location {
  const { endLine, endColumn } = attribute.at;
  if (at === null || at.line === endLine) {
    return at;
  }
  const length = codePointLength(attribute.attr);
  let column = -1;
  let end = -1;
  if (length <= endColumn) {
    column = endColumn - length;
    end = at.endColumn;
  }
  const lastLine = Math.max(endLine, at.endLine);
  return { line: endLine, column, endLine: lastLine, endColumn: lastLine === endLine ? Math.max(column, end) : end };
}

// ---- super

type SuperAttribute = Attribute & { readonly value: Call };

/** Whether an attribute is read of a `super()` call that can be done without making the object. */
export function isSuperCall(c: Compiler, f: Attribute): f is SuperAttribute {
  const e = f.value;
  if (e.kind !== 'Call' || e.func.kind !== 'Name' || e.func.id !== 'super') {
    return false;
  }
  if (f.attr === '__class__' || e.keywords.length > 0) {
    return false;
  }
  if (c.block.scopeOf('super') !== 'globalImplicit' || c.symtable.top.scopeOf('super') !== null) {
    return false;
  }
  if (e.args.length === 2) {
    return !e.args.some((a) => a.kind === 'Starred');
  }
  return e.args.length === 0 && c.u.argcount + c.u.posonlyargcount > 0 && c.block.scopeOf('__class__') === 'free';
}

export function loadSuperArguments(c: Compiler, e: Call): void {
  c.nameOp(e.func.at, 'super', 'Load');
  if (e.args.length === 2) {
    c.exprs(e.args);
    return;
  }
  c.nameOp(e.at, '__class__', 'Load');
  const [self] = c.u.varnames.keys();
  c.nameOp(e.at, self!, 'Load');
}
