/**
 * Type parameters and type aliases (PEP 695, PEP 696).
 * @module
 */
import type { Expression, TypeAlias, TypeParam } from '../../program/syntax.ts';
import type { Block } from '../symtable.ts';
import { enterLazyScope } from './annotations.ts';
import { DEFAULTS, makeClosure } from './closures.ts';
import type { Compiler } from './compiler.ts';

/** CALL_INTRINSIC_1's arguments. */
const INTRINSIC_TYPEVAR = 7;
const INTRINSIC_PARAMSPEC = 8;
const INTRINSIC_TYPEVARTUPLE = 9;
const INTRINSIC_TYPEALIAS = 11;
/** CALL_INTRINSIC_2's arguments. */
const INTRINSIC_TYPEVAR_WITH_BOUND = 2;
const INTRINSIC_TYPEVAR_WITH_CONSTRAINTS = 3;
export const INTRINSIC_SET_FUNCTION_TYPE_PARAMS = 4;
const INTRINSIC_SET_TYPEPARAM_DEFAULT = 5;

const MAKERS: Readonly<Record<TypeParam['kind'], number>> = {
  TypeVar: INTRINSIC_TYPEVAR,
  ParamSpec: INTRINSIC_PARAMSPEC,
  TypeVarTuple: INTRINSIC_TYPEVARTUPLE,
};

/** Binds the type parameters and pushes their tuple. */
export function visitTypeParams(c: Compiler, params: readonly TypeParam[]): void {
  let seenDefault = false;
  for (const p of params) {
    c.loadConst(p.at, p.name);
    if (p.bound !== null) {
      pushLazy(c, p, p.bound, c.symtable.bounds.get(p)!);
      const isTuple = p.bound.kind === 'Tuple';
      const maker = isTuple ? INTRINSIC_TYPEVAR_WITH_CONSTRAINTS : INTRINSIC_TYPEVAR_WITH_BOUND;
      c.opArg(p.at, 'CALL_INTRINSIC_2', maker);
    } else {
      c.opArg(p.at, 'CALL_INTRINSIC_1', MAKERS[p.kind]);
    }
    if (p.defaultValue !== null) {
      seenDefault = true;
      pushLazy(c, p, p.defaultValue, c.symtable.defaults.get(p)!);
      c.opArg(p.at, 'CALL_INTRINSIC_2', INTRINSIC_SET_TYPEPARAM_DEFAULT);
    } else if (seenDefault) {
      throw c.error(`non-default type parameter '${p.name}' follows default type parameter`, p.at);
    }
    c.opArg(p.at, 'COPY', 1);
    c.nameOp(p.at, p.name, 'Store');
  }
  c.opArg(params[0]!.at, 'BUILD_TUPLE', params.length);
}

/** A function that evaluates a bound or default. */
function pushLazy(c: Compiler, p: TypeParam, e: Expression, block: Block): void {
  const at = c.dialect.boundAtExpression ? e.at : p.at;
  if (c.dialect.lazyAnnotations) {
    c.loadConst(at, { tuple: [1] });
    enterLazyScope(c, at, block, p.name);
  } else {
    c.enterScope('annotations', block, p.name, e.at.line);
  }
  if (e.kind === 'Starred' && p.kind === 'TypeVarTuple') {
    c.expr(e.value);
    c.opArg(at, 'UNPACK_SEQUENCE', 1);
  } else {
    c.expr(e);
  }
  c.op(at, 'RETURN_VALUE');
  makeClosure(c, at, c.exitScope(true), c.dialect.lazyAnnotations ? DEFAULTS : 0);
}

export function visitTypeAlias(c: Compiler, s: TypeAlias): void {
  const name = s.name.kind === 'Name' ? s.name.id : '';
  if (s.typeParams.length === 0) {
    c.loadConst(s.at, name);
    c.loadConst(s.at, null);
    pushAlias(c, s, name);
  } else {
    if (c.dialect.nullBeforeCallable) {
      c.op(s.at, 'PUSH_NULL');
    }
    c.enterScope('annotations', c.symtable.typeParams.get(s)!, `<generic parameters of ${name}>`, s.at.line);
    c.loadConst(s.at, name);
    visitTypeParams(c, s.typeParams);
    pushAlias(c, s, name);
    makeClosure(c, s.at, c.exitScope(false), 0);
    if (!c.dialect.nullBeforeCallable) {
      c.op(s.at, 'PUSH_NULL');
    }
    c.opArg(s.at, 'CALL', 0);
  }
  c.nameOp(s.at, name, 'Store');
}

/** Makes the alias of its name and type parameters on the stack and of the function that evaluates its value. */
function pushAlias(c: Compiler, s: TypeAlias, name: string): void {
  const block = c.symtable.blocks.get(s)!;
  if (c.dialect.lazyAnnotations) {
    c.loadConst(s.at, { tuple: [1] });
    enterLazyScope(c, s.at, block, name);
  } else {
    c.enterScope('function', block, name, s.at.line);
    // A value scope keeps `None` first, where a function keeps its docstring.
    c.u.addConst(null);
  }
  c.expr(s.value);
  c.op(s.at, 'RETURN_VALUE');
  makeClosure(c, s.at, c.exitScope(false), c.dialect.lazyAnnotations ? DEFAULTS : 0);
  c.opArg(s.at, 'BUILD_TUPLE', 3);
  c.opArg(s.at, 'CALL_INTRINSIC_1', INTRINSIC_TYPEALIAS);
}
