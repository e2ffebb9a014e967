/**
 * Classes, and the bodies that classes and modules have in common.
 * @module
 */
import type { ClassDef, Span, Statement } from '../../program/syntax.ts';
import { docstringOf } from '../future.ts';
import { compareCodePoints } from '../text.ts';
import { visitDeferredAnnotations } from './annotations.ts';
import { callWithArguments } from './calls.ts';
import { makeClosure } from './closures.ts';
import type { Compiler } from './compiler.ts';
import { applyDecorators, firstLine, storedDoc } from './functions.ts';
import { hasAnnotations } from './has-annotations.ts';
import { visitTypeParams } from './type-params.ts';
import { indexOf, lineStart } from './unit.ts';

const INTRINSIC_SUBSCRIPT_GENERIC = 10;

/** The body of a module or class, with docstring and annotations (`codegen_body`). */
export function visitBody(c: Compiler, at: Span, body: readonly Statement[]): void {
  const setsUp = c.dialect.lazyAnnotations ? c.future.annotations && c.block.annotationsUsed : hasAnnotations(body);
  if (setsUp) {
    c.op(at, 'SETUP_ANNOTATIONS');
  }
  const doc = docstringOf(body);
  const [first] = body;
  if (doc !== null && first?.kind === 'Expr') {
    c.loadConst(first.value.at, storedDoc(c, doc));
    c.nameOp(null, '__doc__', 'Store');
  }
  c.stmts(doc === null ? body : body.slice(1));
  if (body.length > 0 && c.dialect.lazyAnnotations && !c.future.annotations) {
    visitDeferredAnnotations(c, at);
  }
}

export function visitClass(c: Compiler, s: ClassDef): void {
  c.exprs(s.decorators);
  if (s.typeParams.length === 0) {
    pushClassBody(c, s);
    callWithArguments(c, s.at, 2, s.bases, s.keywords);
  } else {
    visitGenericClass(c, s);
  }
  applyDecorators(c, s.decorators);
  c.nameOp(s.at, s.name, 'Store');
}

function visitGenericClass(c: Compiler, s: ClassDef): void {
  if (c.dialect.nullBeforeCallable) {
    c.op(s.at, 'PUSH_NULL');
  }
  if (!c.dialect.manglesTypeParamsOnly) {
    // The name of a generic class goes on to mangle what follows the class.
    c.u.privateName = s.name;
  }
  const name = `<generic parameters of ${s.name}>`;
  c.enterScope('annotations', c.symtable.typeParams.get(s)!, name, firstLine(s), { privateName: s.name });
  visitTypeParams(c, s.typeParams);
  c.nameOp(s.at, '.type_params', 'Store');
  pushClassBody(c, s);
  c.nameOp(s.at, '.type_params', 'Load');
  c.opArg(s.at, 'CALL_INTRINSIC_1', INTRINSIC_SUBSCRIPT_GENERIC);
  c.nameOp(s.at, '.generic_base', 'Store');
  callWithArguments(c, s.at, 2, s.bases, s.keywords, '.generic_base');
  makeClosure(c, s.at, c.exitScope(false), 0);
  if (!c.dialect.nullBeforeCallable) {
    c.op(s.at, 'PUSH_NULL');
  }
  c.opArg(s.at, 'CALL', 0);
}

/** Pushes `__build_class__`, the function of the body, and the name. */
function pushClassBody(c: Compiler, s: ClassDef): void {
  const line = firstLine(s);
  c.enterScope('class', c.symtable.blocks.get(s)!, s.name, line, { privateName: s.name });
  const at = lineStart(line);
  c.nameOp(at, '__name__', 'Load');
  c.nameOp(at, '__module__', 'Store');
  c.loadConst(at, c.u.qualname);
  c.nameOp(at, '__qualname__', 'Store');
  if (c.dialect.classFacts) {
    c.loadConst(at, line);
    c.nameOp(at, '__firstlineno__', 'Store');
  }
  if (s.typeParams.length > 0) {
    c.nameOp(at, '.type_params', 'Load');
    c.nameOp(at, '__type_params__', 'Store');
  }
  if (c.block.needsClassDict) {
    c.op(at, 'LOAD_LOCALS');
    c.opArg(at, 'STORE_DEREF', indexOf(c.u.cellvars, '__classdict__'));
  }
  if (c.block.hasConditionalAnnotations) {
    c.opArg(at, 'BUILD_SET', 0);
    c.opArg(at, 'STORE_DEREF', indexOf(c.u.cellvars, '__conditional_annotations__'));
  }
  visitBody(c, at, s.body);
  finishClassBody(c);
  const code = c.exitScope(true);
  if (c.dialect.nullBeforeCallable) {
    c.op(s.at, 'PUSH_NULL');
  }
  c.op(s.at, 'LOAD_BUILD_CLASS');
  if (!c.dialect.nullBeforeCallable) {
    c.op(s.at, 'PUSH_NULL');
  }
  makeClosure(c, s.at, code, 0);
  c.loadConst(s.at, s.name);
}

/** The artificial end of a class body: what the compiler knows of the class, and the cells its methods share. */
function finishClassBody(c: Compiler): void {
  if (c.dialect.classFacts) {
    c.loadConst(null, { tuple: [...c.u.staticAttributes].sort(compareCodePoints) });
    c.nameOp(null, '__static_attributes__', 'Store');
  }
  if (c.block.needsClassDict) {
    c.opArg(null, 'LOAD_CLOSURE', c.u.cellvars.get('__classdict__')!);
    c.nameOp(null, '__classdictcell__', 'Store');
  }
  if (c.block.needsClassClosure) {
    c.opArg(null, 'LOAD_CLOSURE', c.u.cellvars.get('__class__')!);
    c.opArg(null, 'COPY', 1);
    c.nameOp(null, '__classcell__', 'Store');
  } else {
    c.loadConst(null, null);
  }
  c.op(null, 'RETURN_VALUE');
}
